import type { CampaignDraft } from '#domain/engage/campaign/campaign-draft';
import { type anEngine, WORKSPACE } from './testing.ts';
import { ADA } from './testing-journey.ts';

type Engine = Awaited<ReturnType<typeof anEngine>>;

/** For tests: a mail whose subject is its name. */
export const mail = (subject: string) => ({ channel: 'email' as const, subject, body: `<p>${subject}</p>` });

/** For tests: a step that sends such a mail. */
export const send = (subject: string) => ({ send: mail(subject) });

/** For tests: who has a plan. */
export const PRO = { attribute: 'plan', op: 'eq', value: 'pro' } as const;

/** For tests: takes the steps of a series and what else it says; starts it for who is on the plan "pro" and returns its id. */
export const series = (engine: Engine, steps: unknown[], draft: Partial<CampaignDraft> = {}) =>
  engine.launch({ audience: PRO, messages: undefined, steps, ...draft });

/** For tests: the subjects of what was sent, with the days since an instant (ms). */
export const sentAfter = (engine: Engine, since: number) =>
  engine.sent.map(({ subject, date }) => [subject, (date - since) / 86_400_000] as const);

/** For tests: the runs of `ada`, by entry. */
export const runs = (engine: Engine) => engine.stores.runs.listByContact(WORKSPACE, ADA);

/** For tests: lets the time come, in steps of a day, and of less where something is due. */
export async function days(engine: Engine, count: number): Promise<void> {
  const end = engine.clock.now() + count * 86_400_000;
  for (;;) {
    const next = await engine.stores.due.nextAfter(WORKSPACE, engine.clock.now());
    const at = Math.min(end, next ?? end);
    engine.clock.set(at);
    await engine.tick();
    if (at === end) return;
  }
}
