import type { Activity } from './activity.ts';

/** For tests: somebody renamed the workspace; changed as told. */
export function anActivity(changes: Partial<Pick<Activity, 'id' | 'workspaceId' | 'at'>> = {}): Activity {
  return {
    id: '71',
    workspaceId: 'acmeacme',
    adminId: '101',
    ip: '203.0.113.9',
    at: 1_767_225_600_000,
    type: 'app_name_change',
    before: 'Acme',
    after: 'Acme Analytics',
    ...changes,
  };
}
