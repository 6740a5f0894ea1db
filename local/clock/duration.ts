import { Failure } from '#domain/kernel/failure';

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Takes a duration such as `90s`, `30m`, `12h`, `7d`, `2w` or `1d12h`; returns ms. @throws bad_request on anything else. */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smhdw])/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text.replaceAll(' ', '')) {
    throw new Failure('bad_request', `"${text}" is not a duration. Write 90s, 30m, 12h, 7d or 2w.`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0), 0);
}
