import * as z from 'zod';
import type { Mailbox, MailboxSend, MailboxStore, WaitingDelivery } from '#domain/engage/policy/mailbox';
import { codec, json } from '../table/codec.ts';
import type { Table } from '../table/table.ts';
import { mailboxKey } from './mailbox-keys.ts';

/** No cap looks further back than 90 days, and what waits asks again long before. */
const KEPT_MS = 91 * 86_400_000;

const mailboxCodec = codec<Mailbox>(
  'mailbox',
  z.object({
    workspaceId: z.string(),
    key: z.string(),
    recent: json.transform((value) => value as MailboxSend[]),
    waiting: json.transform((value) => value as WaitingDelivery[]),
    version: z.number(),
  }),
  (mailbox) => ({
    ...mailbox,
    recent: JSON.stringify(mailbox.recent),
    waiting: JSON.stringify(mailbox.waiting),
  }),
);

/** Takes the table; returns the mailboxes in it. */
export function mailboxStore(table: Table): MailboxStore {
  return {
    async get(workspaceId, key) {
      const item = await table.get(mailboxKey({ workspaceId, mailbox: key }), { consistent: true });
      if (item === undefined) return { workspaceId, key, recent: [], waiting: [], version: 0 };
      return mailboxCodec.fromItem(item);
    },
    async save(mailbox) {
      const { workspaceId, key, version, recent, waiting } = mailbox;
      const newest = Math.max(...recent.map(({ at }) => at), ...waiting.map(({ createdAt }) => createdAt));
      const item = mailboxCodec.toItem(
        { ...mailbox, version: version + 1 },
        { at: [mailboxKey({ workspaceId, mailbox: key })], expiresAt: newest + KEPT_MS },
      );
      await table.put(item, version === 0 ? 'absent' : { equals: { version } });
    },
  };
}
