import type { Message } from '@aws-sdk/client-sqs';
import { tellsOfWorkspace } from '#store/erasure/workspace-erasure';
import type { DeadLetterPlaces } from '../dead-letters/dead-letters.ts';
import { putBack, takeAll } from '../dead-letters/dead-queue.ts';
import { readObject } from './objects-of-workspace.ts';

type Letter = { url: string; message: Message };

/** Takes where dead letters lie and a workspace; takes its own from there, and leaves those of others where they are. */
export async function lettersOfWorkspace(
  places: DeadLetterPlaces,
  workspaceId: string,
): Promise<{ own: Letter[]; putBack(): Promise<void> }> {
  const own: Letter[] = [];
  for (const queue of places.queues) {
    for (const message of await takeAll(places.sqs, queue)) {
      if (await isOf(places, message, workspaceId)) own.push({ url: queue.url, message });
      else await putBack(places.sqs, queue, message);
    }
  }
  const back = async () => {
    for (const { url, message } of own) await putBack(places.sqs, { name: '', url, source: undefined }, message);
  };
  return { own, putBack: back };
}

type Job = { workspaceId?: string; records?: Records; object?: string };
type Records = Parameters<typeof tellsOfWorkspace>[0][];

/** A message names the workspace, or holds records of it, or names an object that does. */
async function isOf(places: DeadLetterPlaces, { Body = '' }: Message, workspaceId: string): Promise<boolean> {
  const job = jobIn(Body);
  if (job.workspaceId !== undefined) return job.workspaceId === workspaceId;
  const at = { deadLetters: places, transfersBucket: '' };
  const kept = job.object === undefined ? undefined : await readObject(at, places.keptRecordsBucket, job.object);
  const records: Records = kept === undefined ? (job.records ?? []) : JSON.parse(kept);
  return records.some((record) => tellsOfWorkspace(record, { workspaceId }));
}

/** What no version of ours wrote is nobody's. */
function jobIn(body: string): Job {
  try {
    const job: unknown = JSON.parse(body);
    return typeof job === 'object' && job !== null ? job : {};
  } catch {
    return {};
  }
}
