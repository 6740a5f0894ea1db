import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { closeWorkspace, eachItemOfWorkspace, removeFound, removeTeammate } from '#store/erasure/workspace-erasure';
import { workspaceStore } from '#store/workspace/workspaces';
import { lettersOfWorkspace } from './letters-of-workspace.ts';
import { objectsOfWorkspace, removeObject } from './objects-of-workspace.ts';
import type { Place } from './place.ts';

/** What belongs to a workspace, or what was removed of it. */
export type Belongings = {
  /** By kind. */
  items: Record<string, number>;
  objects: number;
  /** Messages among the dead letters. */
  deadLetters: number;
  /** Addresses that can sign in, and are teammates nowhere else. */
  signIns: string[];
};

/** What follows from a removal may write once more; what still does after so many rounds is a fault of ours. */
const MAX_ROUNDS = 20;

/** Takes a workspace; returns what belongs to it and removes nothing. */
export async function belongingsOf(place: Place, workspaceId: string): Promise<Belongings> {
  const items: Record<string, number> = {};
  await eachItemOfWorkspace({ ...place.dynamodb, workspaceId }, async (page) => {
    for (const { entity } of page) items[entity] = (items[entity] ?? 0) + 1;
  });
  const admins = await workspaceStore(place.table).listAdmins(workspaceId);
  const signIns: string[] = [];
  for (const { email } of admins) if (await isOnlyHere(place, email, workspaceId)) signIns.push(email);
  const letters = await lettersOfWorkspace(place.deadLetters, workspaceId);
  await letters.putBack();
  const objects = await objectsOfWorkspace(place, workspaceId);
  return { items, objects: objects.length, deadLetters: letters.own.length, signIns };
}

/**
 * Takes a workspace; removes it whole: what lies in the table and its indexes, in the buckets, among the dead letters, and
 * who can sign in for it alone. Takes what is told after each round. May be broken off anywhere and repeated: what it goes by
 * (teammates, records that are kept) goes after what it leads to. Returns what this run removed.
 */
export async function deleteWorkspace(
  place: Place,
  workspaceId: string,
  say: (line: string) => void,
): Promise<Belongings> {
  const removed: Belongings = { items: {}, objects: 0, deadLetters: 0, signIns: [] };
  await closeWorkspace(place.table, { workspaceId });
  for (const admin of await workspaceStore(place.table).listAdmins(workspaceId)) {
    if (await isOnlyHere(place, admin.email, workspaceId)) {
      await place.signIns.dismiss(admin.email);
      removed.signIns.push(admin.email);
    }
    await removeTeammate(place.table, admin);
  }
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    await place.settled();
    const before = total(removed);
    await removeItems(place, workspaceId, removed);
    await removeLetters(place, workspaceId, removed);
    for (const object of await objectsOfWorkspace(place, workspaceId)) {
      await removeObject(place, object);
      removed.objects += 1;
    }
    const found = total(removed) - before;
    say(`Round ${round}: ${found} removed`);
    if (found === 0) return removed;
  }
  throw new Error(`Something still writes for ${workspaceId} after ${MAX_ROUNDS} rounds. Run the command again later.`);
}

async function removeItems({ table, dynamodb }: Place, workspaceId: string, removed: Belongings): Promise<void> {
  await eachItemOfWorkspace({ ...dynamodb, workspaceId }, async (page) => {
    await removeFound(table, page);
    for (const { entity } of page) removed.items[entity] = (removed.items[entity] ?? 0) + 1;
  });
}

async function removeLetters({ deadLetters }: Place, workspaceId: string, removed: Belongings): Promise<void> {
  const letters = await lettersOfWorkspace(deadLetters, workspaceId);
  for (const { url, message } of letters.own) {
    const { ReceiptHandle } = message;
    await deadLetters.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    removed.deadLetters += 1;
  }
}

async function isOnlyHere({ table }: Place, email: string, workspaceId: string): Promise<boolean> {
  const everywhere = await workspaceStore(table).listIdsByEmail(email);
  return everywhere.every((id) => id === workspaceId);
}

/** Takes belongings; returns how many things that is. */
export function total({ items, objects, deadLetters, signIns }: Belongings): number {
  return Object.values(items).reduce((sum, count) => sum + count, 0) + objects + deadLetters + signIns.length;
}
