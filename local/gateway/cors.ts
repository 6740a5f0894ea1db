type Configuration = Record<string, unknown>;

/**
 * Takes an HTTP API's CORS configuration and the caller's origin; returns the headers that API Gateway adds
 * to every answer, none for a foreign origin.
 */
export function corsHeaders(cors: Configuration | undefined, origin: string | undefined): Record<string, string> {
  if (!cors || origin === undefined) return {};
  const origins = list(cors['AllowOrigins']);
  if (!origins.includes('*') && !origins.includes(origin)) return {};
  const exposed = list(cors['ExposeHeaders']);
  return {
    'access-control-allow-origin': origins.includes('*') ? '*' : origin,
    ...(exposed.length > 0 ? { 'access-control-expose-headers': exposed.join(',') } : {}),
    ...(cors['AllowCredentials'] === true ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

/** As `corsHeaders`, with what a preflight request asks for. */
export function preflightHeaders(cors: Configuration, origin: string | undefined): Record<string, string> {
  const allowed = corsHeaders(cors, origin);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    'access-control-allow-methods': list(cors['AllowMethods']).join(','),
    'access-control-allow-headers': list(cors['AllowHeaders']).join(','),
    ...(cors['MaxAge'] === undefined ? {} : { 'access-control-max-age': String(cors['MaxAge']) }),
  };
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
