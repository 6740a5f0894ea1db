import { CONTACT_ATTRIBUTES } from './attribute-name.ts';
import { ATTRIBUTE_WRITERS } from './attribute-writers.ts';

it('every attribute that rules offer has a writer, or is known to have none (X16)', () => {
  expect(Object.keys(ATTRIBUTE_WRITERS).toSorted()).toEqual([...CONTACT_ATTRIBUTES].toSorted());
});
