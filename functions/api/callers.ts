import type { IdentityVerifier } from '#domain/workspace/access/identity-verifier';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { connectionStore } from '#store/respond/connections';
import type { openTable } from '#store/table/dynamo-table';
import { keptAnswerStore } from '#store/workspace/kept-answers';
import { rateWindowStore } from '#store/workspace/rate-windows';
import { workspaceStore } from '#store/workspace/workspaces';
import { authentication } from '#usecases/workspace/authentication';

/**
 * Takes the table and, where teammates sign in, who verifies them; returns the ports by which an API function knows
 * its callers and holds them to their rate, and the clock and ids that go with every request.
 */
export function callers(table: ReturnType<typeof openTable>, identities?: IdentityVerifier) {
  const ports = {
    workspaces: workspaceStore(table),
    connections: connectionStore(table),
    rateWindows: rateWindowStore(table),
    keptAnswers: keptAnswerStore(table),
    clock: systemClock,
    ids: randomIds,
  };
  return { ...ports, who: authentication(identities ? { ...ports, identities } : ports) };
}
