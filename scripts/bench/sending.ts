import type { Line } from './measure.ts';
import { simulateSending } from './send-simulation.ts';

/** Sending at the provider's quota, in simulated time: what is used of it, and what it costs. */
export async function sendingLines(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { perSecond, workers, mails } of [
    { perSecond: 14, workers: 4, mails: 1_000 },
    { perSecond: 500, workers: 10, mails: 10_000 },
  ]) {
    const quota = { perSecond, perDay: null, sentInDay: 0 };
    const result = await simulateSending({ quota, workers, mails });
    const at = `at ${perSecond}/s, ${workers} workers`;
    lines.push(
      { what: `SES quota left unused ${at}`, value: (1 - result.used) * 100, unit: '%', budget: 5 },
      { what: `mails in the fullest second ${at}`, value: result.mostInASecond, unit: 'mails', budget: perSecond },
      { what: `mails that SES throttled ${at}`, value: result.refused, unit: 'mails', budget: 0 },
      { what: `turn of a mail ${at}`, value: result.writesPerMail, unit: 'write units', budget: 0.05 },
    );
  }
  return lines;
}
