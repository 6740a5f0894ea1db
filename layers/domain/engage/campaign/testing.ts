import type { Campaign } from './campaign.ts';

export const NOON = Date.UTC(2026, 0, 5, 12, 0, 0);

/** For tests: a draft for everyone with one mail, changed as told. */
export function aCampaign(changes: Partial<Campaign> = {}): Campaign {
  return {
    id: 'cccccccccccccccccccccccc',
    workspaceId: 'acme0000',
    name: 'Invite a teammate',
    state: 'draft',
    audience: { everyone: true },
    goal: null,
    exit: null,
    messages: [{ id: '0', channel: 'email', subject: 'Hello {{ name }}', body: '<p>Hello {{ name }}</p>' }],
    steps: null,
    enroll: 'existing_and_future',
    reentry: 'once',
    throttle: null,
    priority: 0,
    control: 0,
    transactional: false,
    schedule: null,
    startsAt: null,
    endsAt: null,
    moved: {},
    leftNoTrace: false,
    reachFinished: false,
    createdAt: NOON,
    updatedAt: NOON,
    startedAt: null,
    archivedAt: null,
    version: 1,
    ...changes,
  };
}
