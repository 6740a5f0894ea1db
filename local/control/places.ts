import type { Addresses } from '../addresses.ts';
import type { Deployment } from '../assembly/deployment.ts';
import type { Ready } from '../ready.ts';

/** Where else the runtime listens, and what its table and buckets are called: what `npm run workspace -- … --local` goes by. */
export type PlacesTold = Addresses & {
  clientId: string | undefined;
  tableName: string | undefined;
  buckets: { transfers: string; keptRecords: string };
};

/** Takes what runs; returns where it is. */
export function placesTold(
  addresses: Addresses,
  ready: Ready | undefined,
  deployment: Deployment | undefined,
): PlacesTold {
  return {
    ...addresses,
    // With its stage, as clients open it.
    websocket: ready?.websocket ?? addresses.websocket,
    clientId: deployment?.signInClients[0]?.id,
    tableName: deployment?.tables[0]?.name,
    buckets: bucketsOf(deployment),
  };
}

/** Takes a deployment; returns the names of its buckets, which its functions are told. */
export function bucketsOf(deployment: Deployment | undefined): PlacesTold['buckets'] {
  const told = (name: string) =>
    deployment?.functions.map(({ environment }) => environment[name]).find((bucket) => bucket !== undefined) ?? '';
  return { transfers: told('TRANSFERS_BUCKET'), keptRecords: told('KEPT_RECORDS_BUCKET') };
}
