import type { StaffActor } from '#domain/access/actor';
import type { ContactStore } from '#domain/contact/contact-store';
import { Failure } from '#domain/failure/failure';
import type { Segment } from '#domain/segment/segment';
import type { SegmentMemberStore, SegmentStore } from '#domain/segment/segment-store';

export type ContactSegmentPorts = {
  contacts: Pick<ContactStore, 'get'>;
  segments: Pick<SegmentStore, 'list'>;
  segmentMembers: Pick<SegmentMemberStore, 'listsOf'>;
};

/** Takes a contact's id; returns the segments whose serving versions list it, the oldest first. @throws not_found in Intercom's recorded words */
export async function segmentsOfContact(
  { contacts, segments, segmentMembers }: ContactSegmentPorts,
  { workspaceId }: StaffActor,
  contactId: string,
): Promise<Segment[]> {
  const [contact, lists, all] = await Promise.all([
    contacts.get(workspaceId, contactId),
    segmentMembers.listsOf(workspaceId, contactId),
    segments.list(workspaceId),
  ]);
  if (contact === undefined) throw new Failure('not_found', 'User Not Found');
  return all.filter(({ id, serving }) =>
    lists.some(({ segmentId, version }) => segmentId === id && version === serving?.list),
  );
}
