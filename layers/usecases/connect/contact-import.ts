import { addressKey } from '#domain/kernel/email-address';
import { isFailure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactChanges } from '#domain/people/contact/contact-changes';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { AdminActor } from '#domain/workspace/access/actor';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { type AcceptedAttributes, undeclaredNames } from '../people/attribute-declaration.ts';
import { contactSession, type SessionPorts } from '../people/contact-session.ts';
import { type ContactPorts, createContact, updateContact } from '../people/contacts.ts';
import { lookUpContact } from '../people/resolve-contact.ts';
import { type ImportRow, type RowImporter, type RowOutcome, rowGroups } from './import-rows.ts';
import { rowAttempt } from './row-attempt.ts';

export type ContactImportPorts = SessionPorts &
  Omit<ContactPorts, 'ids' | 'attributes'> & { attributes: Pick<AcceptedAttributes, 'accept' | 'known'> };

/** What a row says of a contact. */
export type ContactRow = { contactId: string | undefined; changes: ContactChanges };

/** Who creates a name first wins; the other one then finds it. A third attempt would be a loop. */
const MAX_ATTEMPTS = 2;

/**
 * Takes the ports; returns what imports contacts. A row is about the contact with its id; without one, about that with its
 * external id; without one too, about the user with its e-mail address. Whom nobody finds is created.
 */
export function contactImport(ports: ContactImportPorts): RowImporter<ContactRow> {
  return async (actor, rows, ledger) => {
    const admins = new Map<string, ReturnType<ContactImportPorts['workspaces']['getAdmin']>>();
    const workspaces: ContactImportPorts['workspaces'] = {
      getAdmin: (of, id) =>
        admins.get(id) ?? admins.set(id, ports.workspaces.getAdmin(of, id)).get(id) ?? Promise.resolve(undefined),
    };
    const contacts = await contactSession(ports, actor.workspaceId, namesIn(rows));
    const session = { ...ports, contacts, workspaces };
    const written = new Set<number>();
    const attributes = await ports.attributes.known(actor.workspaceId);
    // Rows that might declare the same attribute decide in their order.
    const declares = ({ customAttributes = {} }: ContactChanges) =>
      undeclaredNames(attributes, 'contact', customAttributes).map((name) => `attribute ${name}`);
    await forEachConcurrently(
      rowGroups(rows, ({ says }) => [...namesOf(says), ...declares(says.changes)]),
      async (group) => {
        for (const row of group) {
          try {
            ledger.record(row.row, await upsert(session, actor, row, written));
          } catch (error) {
            ledger.refuse(row.row, error);
          }
        }
      },
    );
  };
}

async function upsert(
  ports: Omit<ContactPorts, 'ids'>,
  actor: AdminActor,
  { job, row, says, correlationId, newId }: ImportRow<ContactRow>,
  written: Set<number>,
): Promise<RowOutcome> {
  const id = await newId();
  for (let attempt = 1; ; attempt += 1) {
    const found = says.contactId ?? (await find(ports.contacts, actor.workspaceId, says.changes))?.id;
    if (found !== undefined) {
      const { update, outcomeOf } = rowAttempt({ job, row }, id, ports.contacts.update, written);
      const contacts = { ...ports.contacts, update };
      return outcomeOf(await updateContact({ ...ports, contacts }, actor, found, says.changes, correlationId));
    }
    try {
      await createContact({ ...ports, ids: { hexId: () => id } }, actor, says.changes, correlationId);
      return 'created';
    } catch (error) {
      if (!isFailure(error, 'conflict')) throw error;
      // An earlier attempt at this row; nothing but the id says so of a lead.
      if ((await ports.contacts.get(actor.workspaceId, id)) !== undefined) return 'created';
      if (attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

async function find(
  contacts: ContactStore,
  workspaceId: string,
  { externalId, email, role }: ContactChanges,
): Promise<Contact | undefined> {
  const found = await lookUpContact(contacts, workspaceId, {
    externalId: externalId ?? undefined,
    // Leads may share an address.
    email: role === 'lead' && !externalId ? undefined : (email ?? undefined),
  });
  // An address belongs to one user: who has another external id is somebody else, and the row is refused.
  return !externalId || [externalId, null].includes(found?.externalId ?? null) ? found : undefined;
}

function namesIn(rows: ImportRow<ContactRow>[]) {
  const filled = (values: (string | null | undefined)[]) => [...new Set(values.flatMap((value) => value || []))];
  return {
    ids: filled(rows.map(({ says }) => says.contactId)),
    externalIds: filled(rows.map(({ says }) => says.changes.externalId)),
    emails: filled(rows.map(({ says }) => says.changes.email)),
  };
}

function namesOf({ contactId, changes: { externalId, email } }: ContactRow): string[] {
  return [
    ...(contactId === undefined ? [] : [contactId]),
    ...(externalId ? [`external ${externalId}`] : []),
    ...(email ? [`email ${addressKey(email)}`] : []),
  ];
}
