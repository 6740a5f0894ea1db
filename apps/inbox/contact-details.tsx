import { useEffect, useState } from 'preact/hooks';
import { longTime } from '../client/time.ts';
import type { ContactCard, InboxApi } from './api.ts';
import { Avatar } from './avatar.tsx';

type Props = { api: InboxApi; contactId: string | undefined; onProblem(error: unknown): void };

/** Who the conversation is with: what is known of the contact. */
export function ContactDetails({ api, contactId, onProblem }: Props) {
  const [contact, setContact] = useState<ContactCard>();
  useEffect(() => {
    if (contactId !== undefined) api.contact(contactId).then(setContact, onProblem);
  }, [api, contactId, onProblem]);
  if (contact === undefined) return <aside class="details" aria-label="Contact" />;
  const name = contact.name ?? contact.email ?? 'Visitor';
  const custom = Object.entries(contact.custom_attributes).filter(([, value]) => value !== null);
  return (
    <aside class="details" aria-label="Contact">
      <div class="details-head">
        <Avatar name={name} />
        <h2>{name}</h2>
        <span class="tag">{contact.role}</span>
      </div>
      <dl>
        <Fact term="E-mail" value={contact.email} />
        <Fact term="User id" value={contact.external_id} />
        <Fact term="Signed up" value={contact.signed_up_at === null ? null : longTime(contact.signed_up_at)} />
        <Fact term="Last seen" value={contact.last_seen_at === null ? null : longTime(contact.last_seen_at)} />
        {custom.map(([key, value]) => (
          <Fact key={key} term={key} value={String(value)} />
        ))}
      </dl>
    </aside>
  );
}

function Fact({ term, value }: { term: string; value: string | null }) {
  if (value === null) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
