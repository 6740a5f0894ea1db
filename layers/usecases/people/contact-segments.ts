import type { Segment } from '#domain/targeting/segment/segment';
import type { SegmentMemberStore, SegmentStore } from '#domain/targeting/segment/segment-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { type NamedContacts, resolveContact } from './resolve-contact.ts';

export type ContactSegmentPorts = {
  contacts: NamedContacts;
  segments: Pick<SegmentStore, 'list'>;
  segmentMembers: Pick<SegmentMemberStore, 'listsOf'>;
};

/** Takes a contact's id; returns the segments whose serving versions list it, the oldest first. @throws not_found in Intercom's recorded words */
export async function segmentsOfContact(
  { contacts, segments, segmentMembers }: ContactSegmentPorts,
  { workspaceId }: StaffActor,
  contactId: string,
): Promise<Segment[]> {
  const [, lists, all] = await Promise.all([
    resolveContact(contacts, workspaceId, { id: contactId }),
    segmentMembers.listsOf(workspaceId, contactId),
    segments.list(workspaceId),
  ]);
  return all.filter(({ id, serving }) =>
    lists.some(({ segmentId, version }) => segmentId === id && version === serving?.list),
  );
}
