import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { BusEvent } from './bus-event.ts';
import { EvaluateJob } from './evaluate-job.ts';
import { FollowUpJob } from './follow-up-job.ts';
import { MailFeedback } from './mail-feedback.ts';
import { MailJob } from './mail-job.ts';
import { RunJob } from './run-job.ts';
import { FrameOut } from './socket-frame.ts';
import { WebhookJob } from './webhook-job.ts';

const FOLDER = join(process.cwd(), 'events/samples');
const CONTRACTS: Record<string, z.ZodType> = {
  'bus-event': BusEvent,
  'evaluate-job': EvaluateJob,
  'follow-up-job': FollowUpJob,
  'mail-feedback': MailFeedback,
  'mail-job': MailJob,
  'run-job': RunJob,
  'socket-frame': FrameOut,
  'webhook-job': WebhookJob,
};

const samplesOf = (name: string): unknown[] => {
  const content: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  return Array.isArray(content) ? content : [content];
};

describe('samples', () => {
  it.each(Object.entries(CONTRACTS))('of %s satisfy its contract', (name, contract) => {
    const samples = samplesOf(name);

    expect(samples.length).toBeGreaterThan(0);
    expect(samples.filter((sample) => !contract.safeParse(sample).success)).toEqual([]);
  });

  it('name nothing of an AWS account', () => {
    const texts = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf8'));

    expect(texts.filter((text) => /arn:|amazonaws\.com/.test(text))).toEqual([]);
  });
});
