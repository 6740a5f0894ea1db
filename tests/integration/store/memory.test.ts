import { memoryStores } from '#store/memory';
import { storeContract } from './contract/store-contract.ts';

describe('in memory', () => {
  const stores = memoryStores();

  storeContract(() => stores);
});
