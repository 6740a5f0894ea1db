import * as z from 'zod';

/**
 * Takes the variables a function needs as zod types by name; returns them parsed. Called once at cold
 * start, so that a function with a wrong environment fails at deployment and not at its first request.
 * The only reader of the process environment.
 * @throws Error naming every variable that is missing or malformed, without its value
 * @example const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
 */
export function environment<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: Record<string, string | undefined> = process.env,
): z.output<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(source);
  if (parsed.success) return parsed.data;

  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment of this function is incomplete. ${faults.join('; ')}`);
}
