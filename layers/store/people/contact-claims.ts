import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { Key } from '../table/access-pattern.ts';
import { codec } from '../table/codec.ts';
import { conditionFailureOf } from '../table/condition-failure.ts';
import type { Action, Item, Table } from '../table/table.ts';
import { livingContact } from './contact-item.ts';
import { contactKey, emailClaimKey, externalIdClaimKey } from './contact-keys.ts';

/** Takes a contact; returns the addresses of what it alone may have: its external id and, of a user, the e-mail address. */
export function claimsOf({ workspaceId, role, externalId, email }: Contact): Key[] {
  const claims: Key[] = [];
  if (externalId !== null) claims.push(externalIdClaimKey({ workspaceId, externalId }));
  if (role === 'user' && email !== null) claims.push(emailClaimKey({ workspaceId, email }));
  return claims;
}

/** Takes a contact as it was and as it becomes; returns the claims that it gains and those that it gives up. */
export function claimChanges(before: Contact, after: Contact): { gained: Key[]; lost: Key[] } {
  const [had, has] = [claimsOf(before), claimsOf(after)];
  const without = (claims: Key[], others: Key[]) =>
    claims.filter((claim) => !others.some(({ partition }) => partition === claim.partition));
  return { gained: without(has, had), lost: without(had, has) };
}

/** Takes a contact and a claim; returns the action that takes it. */
export const taking = ({ id, workspaceId }: Contact, claim: Key): Action => ({
  put: claimCodec.toItem({ workspaceId, contactId: id }, { at: [claim] }),
  when: 'absent',
});

/** Takes a contact and a claim of it; returns the action that gives it up. */
export const releasing = ({ id }: Contact, claim: Key): Action => ({
  remove: claim,
  when: { equals: { contactId: id } },
});

/** Runs a transaction whose actions from `firstClaim` on take `claims`. @throws conflict that names the holder of a claim. */
export async function holding(table: Table, actions: Action[], claims: Key[], firstClaim: number): Promise<void> {
  try {
    await table.transact(actions);
  } catch (error) {
    const { found } = conditionFailureOf(error);
    const index = claims.findIndex((_, position) => found.has(firstClaim + position));
    const claim = claims[index];
    if (claim === undefined) throw error;
    const holder = found.get(firstClaim + index) ?? (await table.get(claim, { consistent: true }));
    throw holder === undefined ? error : await claimTaken(table, holder, error);
  }
}

/** @throws conflict that names the holder if one of the claims is held */
export async function assertFree(table: Table, claims: Key[]): Promise<void> {
  for (const claim of claims) {
    const holder = await table.get(claim, { consistent: true });
    if (holder !== undefined) throw await claimTaken(table, holder);
  }
}

/** Who holds an external id or an e-mail address. */
export const claimCodec = codec<{ workspaceId: string; contactId: string }>(
  'claim',
  z.object({ workspaceId: z.string(), contactId: z.string() }),
);

/**
 * Takes the claim that is held, and the cause if any; returns the failure in the words that Intercom's clients look for
 * (API 2.15, error 409): no search finds who is archived, so that whoever meets one has to be told.
 */
async function claimTaken(table: Table, holder: Item, cause?: unknown): Promise<Failure> {
  const { workspaceId, contactId } = claimCodec.fromItem(holder);
  const item = await table.get(contactKey({ workspaceId, contactId }), { consistent: true });
  const who = item !== undefined && livingContact(item)?.archived === true ? 'An archived contact' : 'A contact';
  return new Failure('conflict', `${who} matching those details already exists with id=${contactId}`, {
    reason: 'conflict',
    ...(cause === undefined ? {} : { cause }),
  });
}
