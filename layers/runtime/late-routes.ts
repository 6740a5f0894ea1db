import { Failure } from '#domain/kernel/failure';
import type { Contract, Route } from './contract.ts';

/**
 * Takes a module of contracts and how to load the routes that answer them; returns those routes, whose code is
 * imported with the first call of any: a function then starts with what it is called for. Whatever else the module
 * exports is passed over.
 */
export function lateRoutes(contracts: object, load: () => Promise<Route[]>): Route[] {
  let loading: Promise<Route[]> | undefined;
  const find = async ({ operation }: Contract): Promise<Route> => {
    loading ??= load();
    const found = (await loading).find(({ contract }) => contract.operation === operation);
    if (found === undefined) throw new Failure('internal', `No route answers ${operation}`);
    return found;
  };
  return Object.values(contracts)
    .filter(isContract)
    .map((contract) => ({ contract, run: async (call) => (await find(contract)).run(call) }));
}

function isContract(exported: unknown): exported is Contract {
  return typeof exported === 'object' && exported !== null && 'operation' in exported && 'path' in exported;
}
