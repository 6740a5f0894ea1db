import type { RunListing, RunState } from '#domain/engage/run/run';
import { RUN_SHARDS } from '#domain/engage/run/run';
import { contactPartition } from '../people/contact-keys.ts';
import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { encodeInstant, shardOf, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';

type OfCampaign = InWorkspace & { campaignId: string };

export const runKey = accessPattern(
  { entity: 'run', serves: "a contact's way through a campaign, from one entry" },
  (at: OfContact & { campaignId: string; entry: number }) =>
    one(contactPartition(at), `RUN#${text(at.campaignId)}#${encodeInstant(at.entry)}`),
);
export const runsInCampaign = accessPattern(
  { entity: 'run', serves: 'the latest run of a contact in a campaign: how often, and when, it has entered' },
  (at: OfContact & { campaignId: string }) => all(contactPartition(at), `RUN#${text(at.campaignId)}#`),
);
export const runsOfContact = accessPattern({ entity: 'run', serves: 'GET /contacts/{id}/timeline' }, (at: OfContact) =>
  all(contactPartition(at), 'RUN#'),
);
export const runListingKey = accessPattern(
  { entity: 'run', serves: "a run's place among those of its campaign in its state" },
  (at: OfContact & OfCampaign & { entry: number; state: RunState; enteredAt: number }) =>
    placed(
      'gsi1',
      listed(at, shardOf(at.contactId, RUN_SHARDS)),
      `${at.state}#${encodeInstant(at.enteredAt)}#${text(at.contactId)}#${encodeInstant(at.entry)}`,
    ),
);
export const runListing = accessPattern(
  {
    entity: 'run',
    serves: 'who is in a campaign, by state: what a resumed or edited campaign takes on; its statistics',
  },
  (at: RunListing): Collection => ({ index: 'gsi1', partition: listed(at, at.shard), prefix: `${at.state}#` }),
);

const listed = (at: OfCampaign, shard: number) =>
  `${workspacePartition(at)}#CAMPAIGN#${text(at.campaignId)}#RUNS#${shard}`;
