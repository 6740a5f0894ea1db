import type { CampaignDraft } from '#domain/engage/campaign/campaign-draft';
import type { CampaignAction } from '#domain/engage/campaign/campaign-state';
import type { Mail } from '#domain/engage/mail/mail';
import { sendPace } from '#domain/engage/mail/send-pace';
import type { Fact } from '#domain/fact';
import { type SettableClock, stoppedClock } from '#domain/kernel/clock';
import { aSocketPush } from '#domain/respond/socket/testing';
import type { Profile } from '#domain/targeting/profile/profile';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import type { EvaluateJob } from '#events/evaluate-job';
import type { FollowUpJob } from '#events/follow-up-job';
import type { MailJob } from '#events/mail-job';
import { workEvaluateJob } from '#functions/queues/evaluate/work-evaluate-job';
import { workFollowUpJob } from '#functions/queues/follow-up/work-follow-up-job';
import { plainText } from '#platform/plain-text';
import { randomIds } from '#platform/random-ids';
import { richText } from '#platform/rich-text';
import { checkTemplate, compileMarkup } from '#platform/template-check';
import { liquidTemplates } from '#platform/templates';
import { withUnsubscribeLink } from '#platform/unsubscribe-link';
import { contactErasure } from '#store/erasure/erase-contact';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import { cachedWebhooks } from '#usecases/connect/webhook-fan-out';
import { actOnCampaign, createCampaign } from '#usecases/engage/campaigns';
import { recordFeedback } from '#usecases/engage/mail-feedback';
import { sendDelivery } from '#usecases/engage/send-delivery';
import { visitDue } from '#usecases/targeting/due-evaluations';
import { cachedLiveRules } from '#usecases/targeting/live-rules';
import { effectsOf } from './effects.ts';
import { outboxConsumer } from './outbox-consumer.ts';
import { type Interference, interfered } from './testing-interference.ts';
import { type KeptEffect, keptIn, portsBesideTheEngine } from './testing-kept-effects.ts';
import { mailQueue } from './testing-mail-queue.ts';
import type { EngineOptions } from './testing-options.ts';
import { type PendingReport, provider } from './testing-provider.ts';
import { aStreamedTable } from './testing-streamed-table.ts';
import { writesOf } from './testing-writes.ts';

/** The one workspace of the engine. */
export const WORKSPACE = 'acme0000';

/** SQS shows a failed message again after this long, in ms; the mail queue's setting. */
export const VISIBILITY = 180_000;
/** For tests: the pipeline from a write to a mail, in memory: what the table's stream, the queues and SES do in AWS. */
export async function anEngine(options: EngineOptions) {
  const clock: SettableClock = stoppedClock(options.now);
  const { table, stores, stream, told, readStream } = aStreamedTable();
  await stores.workspaces.create(aWorkspace({ id: WORKSPACE, name: 'Acme' }), [], []);
  const [evaluations, followUps]: [EvaluateJob[], FollowUpJob[]] = [[], []];
  const asides: KeptEffect[] = [];
  const mailJobs: MailJob[] = [];
  const mails = mailQueue(mailJobs, clock);
  const sent: Mail[] = [];
  const reports: PendingReport[] = [];
  const control = { mailsHeld: false };
  const interfere: Interference = options.interfere ?? ((_, run) => run());
  const ports = interfered(
    {
      campaigns: stores.campaigns,
      runs: stores.runs,
      contacts: stores.contacts,
      contactLinks: stores.contactLinks,
      companies: stores.companies,
      richText,
      segments: stores.segments,
      segmentMembers: stores.segmentMembers,
      segmentBuilds: stores.segmentBuilds,
      census: stores.census,
      deliveries: stores.deliveries,
      suppressions: stores.suppressions,
      mailboxes: stores.mailboxes,
      events: stores.events,
      visits: stores.visits,
      workspaces: stores.workspaces,
      due: stores.due,
      rules: stores.rules,
      profiles: stores.profiles,
      evaluations: { send: async (jobs: EvaluateJob[]) => void evaluations.push(...jobs) },
      followUps: { send: async (jobs: FollowUpJob[]) => void followUps.push(...jobs) },
      mails: { send: mails.send },
      mailer: provider(sent, reports, clock, options.reportDelay),
      connections: stores.connections,
      push: aSocketPush(),
    },
    (call, run) => interfere(call, run),
  );
  const steady = {
    ...ports,
    clock,
    bus: undefined,
    conversations: stores.conversations,
    ids: randomIds,
    tags: stores.tags,
    webhooks: cachedWebhooks(stores.webhooks),
    webhookDeliveries: stores.webhookDeliveries,
    ...portsBesideTheEngine(),
    ...keptIn(asides),
    remains: contactErasure(table),
    templates: liquidTemplates(),
    plainText,
    pace: sendPace(),
    unreadReports: async () => reports.length > 0,
    withUnsubscribeLink,
    settings: { mailDomain: 'mail.acme.test', publicUrl: 'https://parley.test' },
  };
  /** A function instance of its own, as two that work at the same time are. */
  const instance = () => ({ ...steady, liveRules: cachedLiveRules(ports.rules) });
  const workers = instance();
  const actor = { kind: 'admin' as const, workspaceId: WORKSPACE, adminId: '101' };
  const product = {
    ...stores,
    checkTemplate,
    compileMarkup,
    mailDomain: 'mail.acme.test',
    clock,
    ids: randomIds,
    shards: LISTING_SHARDS,
  };

  /** Takes what waits, in the order and as often as the test wants it. */
  function drain<Message>(waiting: Message[]): Message[] {
    const taken = waiting.splice(0);
    const copies = taken.flatMap((message) => Array.from({ length: options.copies ?? 1 }, () => message));
    return options.reversed ? copies.reverse() : copies;
  }

  /** Works messages; what fails is shown again. Returns whether all were done. */
  async function work<Message>(waiting: Message[], run: (message: Message) => Promise<void>): Promise<boolean> {
    let done = true;
    for (const message of drain(waiting)) {
      try {
        await run(message);
      } catch {
        waiting.push(message);
        done = false;
      }
    }
    return done;
  }

  async function workStream(): Promise<boolean> {
    const outbox = outboxConsumer(instance());
    readStream();
    const facts = stream.splice(0);
    const groups = new Map<string, Fact[]>();
    for (const fact of facts) groups.set(outbox.groupOf(fact), [...(groups.get(outbox.groupOf(fact)) ?? []), fact]);
    let done = true;
    for (const group of groups.values()) {
      for (let copy = 0; copy < (options.copies ?? 1); copy += 1) {
        try {
          const facts = group.map((fact) => ({ fact, sequenceNumber: fact.sequence, record: {} }));
          await outbox.work(facts);
          await outbox.follow(facts);
        } catch {
          stream.unshift(...group);
          done = false;
          break;
        }
      }
    }
    return done;
  }

  async function report({ mail, at }: PendingReport): Promise<void> {
    if (clock.now() < at) throw new Error('not yet');
    const { workspace = '', contact = '', delivery = '' } = mail.tags;
    const subject = { workspaceId: workspace, contactId: contact, deliveryId: delivery };
    for (const kind of ['delivered', 'sent'] as const) {
      await recordFeedback(workers, subject, { kind, at: clock.now(), providerId: 'ses' });
    }
  }

  async function settle(): Promise<void> {
    for (let round = 0; round < 200; round += 1) {
      let done = await workStream();
      done = (await work(evaluations, (job) => workEvaluateJob(instance(), job))) && done;
      done = (await work(followUps, (job) => workFollowUpJob(instance(), job))) && done;
      done = (await work(asides, ({ effect, facts }) => effectsOf(instance())[effect](facts, { late: true }))) && done;
      await mails.comeBack();
      if (!control.mailsHeld) {
        done = (await work(mailJobs, (job) => sendDelivery(workers, job))) && done && !mails.isSomethingPutOff();
      }
      done = (await work(reports, report)) && done;
      if (!done) clock.advance(options.visibility ?? VISIBILITY);
      readStream();
      const waiting = [stream, evaluations, followUps, asides, control.mailsHeld ? [] : mailJobs];
      if (done && waiting.every((each) => each.length === 0)) return;
    }
    throw new Error('The engine does not come to rest');
  }

  return {
    clock,
    stores,
    control,
    sent,
    mailJobs,
    evaluations,
    followUps,
    asides,
    /** Every fact that the stream has told, once. */
    told,
    workers,
    settle,
    workStream,
    /** Works what is in the stream, and one job of the evaluate queue. */
    step: async () => {
      await workStream();
      const job = evaluations.shift();
      if (job !== undefined) await workEvaluateJob(instance(), job);
    },
    /** Says once more, or late, what a profile's write decided. */
    decided: (profile: Profile) =>
      void stream.push({ kind: 'profile-decided', profile, sessionsCounted: false, sequence: '1' }),
    /** The mail queue's worker rests. */
    hold: () => void Object.assign(control, { mailsHeld: true }),
    release: () => void Object.assign(control, { mailsHeld: false }),
    /** One minute's visit to the due index; a crash is followed by the next visit. */
    tick: async () => {
      for (let visit = 0; visit < 5; visit += 1) {
        try {
          await visitDue(workers, 'tick-1');
          break;
        } catch {
          clock.advance(60_000);
        }
      }
      await settle();
    },
    /** Creates and starts a campaign with one mail; returns its id. */
    launch: async (draft: Partial<CampaignDraft> = {}) => {
      const campaign = await createCampaign(product, actor, {
        name: 'Invite a teammate',
        audience: { everyone: true },
        messages: [{ channel: 'email', subject: 'Hello {{ name }}', body: '<p>Hello {{ name }}</p>' }],
        ...draft,
      });
      await actOnCampaign(product, actor, { campaignId: campaign.id, action: 'start' });
      return campaign.id;
    },
    /** The ports of the API's use cases, and who acts. */
    product,
    actor,
    act: (campaignId: string, action: CampaignAction) => actOnCampaign(product, actor, { campaignId, action }),
    ...writesOf(stores, WORKSPACE),
  };
}
