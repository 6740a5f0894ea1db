import { storeContractOn } from './contract/store-contract.ts';
import { dynamodbLocal } from './engine/engine.ts';

jest.setTimeout(30_000);

storeContractOn(dynamodbLocal);
