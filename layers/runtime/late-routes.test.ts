import * as z from 'zod';
import { contract, type ParsedCall, route } from './contract.ts';
import { lateRoutes } from './late-routes.ts';

const contracts = {
  greet: contract({
    operation: 'greet',
    method: 'GET',
    path: '/greeting',
    access: 'anyone',
    summary: 'Greet',
    origin: 'Parley',
    response: z.object({ text: z.string() }),
  }),
  limit: 20,
};
const call = { correlationId: 'c' } as ParsedCall;

describe('lateRoutes', () => {
  it('are known by their contracts before anything is loaded', () => {
    const load = jest.fn();

    expect(lateRoutes(contracts, load).map(({ contract: { path } }) => path)).toEqual(['/greeting']);
    expect(load).not.toHaveBeenCalled();
  });

  it('are loaded once, with the first call', async () => {
    const load = jest.fn(async () => [route(contracts.greet, async () => ({ text: 'Hello' }))]);
    const [greet] = lateRoutes(contracts, load);

    expect(await greet?.run(call)).toEqual({ text: 'Hello' });
    expect(await greet?.run(call)).toEqual({ text: 'Hello' });
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('fail when what was loaded does not answer the contract', async () => {
    const [greet] = lateRoutes(contracts, async () => []);

    await expect(greet?.run(call)).rejects.toThrow('No route answers greet');
  });
});
