import type { RouteTarget } from '../assembly/deployment.ts';

export type MatchedRoute = { key: string; functionArn: string; parameters: Record<string, string> };

/**
 * Takes the routes of an HTTP API, a method and a still encoded path; returns the route that API Gateway
 * would choose: a full match before a greedy one, a longer prefix before a shorter, a named method before
 * ANY, `$default` last.
 */
export function matchRoute(routes: RouteTarget[], method: string, path: string): MatchedRoute | undefined {
  const matches = routes.flatMap((route) => {
    if (route.key === '$default') return [{ ...route, parameters: {}, rank: [0, 0, 0] }];
    const [verb = '', pattern = ''] = route.key.split(' ');
    if (verb !== 'ANY' && verb !== method) return [];
    const parameters = matchPath(pattern, path);
    if (!parameters) return [];
    const literals = pattern.split('/').filter((segment) => segment && !segment.startsWith('{')).length;
    return [{ ...route, parameters, rank: [pattern.includes('+}') ? 1 : 2, literals, verb === 'ANY' ? 0 : 1] }];
  });
  const [best] = matches.sort((a, b) => compare(b.rank, a.rank));
  return best && { key: best.key, functionArn: best.functionArn, parameters: best.parameters };
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = segments(pattern);
  const given = segments(path);
  const parameters: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = segment.match(/^\{(.+?)(\+?)\}$/);
    const value = given[index];
    if (value === undefined) return undefined;
    if (name?.[2]) {
      parameters[name[1] ?? ''] = given.slice(index).map(decode).join('/');
      return parameters;
    }
    if (name) parameters[name[1] ?? ''] = decode(value);
    else if (segment !== decode(value)) return undefined;
  }
  return given.length === wanted.length ? parameters : undefined;
}

function segments(path: string): string[] {
  return path.replace(/^\/+/, '').replace(/\/$/, '').split('/');
}

/** Takes a piece of a path; returns it decoded, or as it is where it is not valid. */
export function decode(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function compare(a: number[], b: number[]): number {
  const difference = a.findIndex((value, index) => value !== b[index]);
  return difference < 0 ? 0 : (a[difference] ?? 0) - (b[difference] ?? 0);
}
