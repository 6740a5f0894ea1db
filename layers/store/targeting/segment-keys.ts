import { contactPartition, contactShard } from '../people/contact-keys.ts';
import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { digits, encodeInstant, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';

type OfSegment = InWorkspace & { segmentId: string };
type OfList = OfSegment & { segmentVersion: number };

export const segmentKey = accessPattern(
  { entity: 'segment', serves: 'GET /segments/{id}; the search of a segment' },
  (at: OfSegment) => one(`${workspacePartition(at)}#SEGMENTS`, `SEGMENT#${text(at.segmentId)}`),
);
export const segments = accessPattern(
  { entity: 'segment', serves: 'GET /segments; names of the segments of a contact' },
  (at: InWorkspace) => all(`${workspacePartition(at)}#SEGMENTS`, 'SEGMENT#'),
);
export const segmentBuildKey = accessPattern(
  { entity: 'segment-build', serves: 'how far a shard of the contacts has been evaluated for a new version' },
  (at: OfList & { shard: number }) => one(buildPartition(at), `SHARD#${digits(at.shard, 4)}`),
);
export const segmentBuild = accessPattern(
  { entity: 'segment-build', serves: 'progress of a new version, and whether it is complete' },
  (at: OfList) => all(buildPartition(at), 'SHARD#'),
);
export const segmentMemberKey = accessPattern(
  { entity: 'segment-member', serves: 'a contact in the list of one version of a segment' },
  (at: OfContact & OfList) =>
    one(contactPartition(at), `SEGMENT#${text(at.segmentId)}#${digits(at.segmentVersion, 6)}`),
);
export const segmentsOfContact = accessPattern(
  { entity: 'segment-member', serves: 'GET /contacts/{id}/segments; deletion and merge of a contact' },
  (at: OfContact) => all(contactPartition(at), 'SEGMENT#'),
);
export const segmentMemberListingKey = accessPattern(
  { entity: 'segment-member', serves: "a member's place in the list of its shard" },
  (at: OfContact & OfList & { createdAt: number }) =>
    placed('gsi1', members(at, contactShard(at.contactId)), `${encodeInstant(at.createdAt)}#${text(at.contactId)}`),
);
export const segmentMembers = accessPattern(
  { entity: 'segment-member', serves: 'search by segment_id and count of a segment (shards merged)' },
  (at: OfList & { shard: number }): Collection => ({ index: 'gsi1', partition: members(at, at.shard) }),
);

const buildPartition = (at: OfList) =>
  `${workspacePartition(at)}#SEGMENT#${text(at.segmentId)}#BUILD#${digits(at.segmentVersion, 6)}`;
const members = (at: OfList, shard: number) =>
  `${workspacePartition(at)}#SEGMENT#${text(at.segmentId)}#MEMBERS#${digits(at.segmentVersion, 6)}#${shard}`;

/** Takes the sort value of a member in its contact's partition; returns the list. @throws RangeError if it is none */
export function listOfMember(sort: string): { segmentId: string; segmentVersion: number } {
  const [kind, segmentId, version] = sort.split('#');
  if (kind !== 'SEGMENT' || segmentId === undefined || version === undefined)
    throw new RangeError(`not a member of a segment: ${sort}`);
  return { segmentId, segmentVersion: Number(version) };
}
