import { storeContractOn } from './contract/store-contract.ts';
import { dynoxide } from './engine/engine.ts';

jest.setTimeout(30_000);

storeContractOn(dynoxide);
