import { openMessenger } from '../walkthrough/conversation.ts';
import { sdk } from '../walkthrough/people.ts';
import type { Product } from '../walkthrough/product.ts';
import { type Line, measure } from './measure.ts';

const MESSAGES = 10;

/** A message of a contact and an answer of a teammate, each with everything that follows from it. */
export async function conversationLines(product: Product): Promise<Line[]> {
  const person = { externalId: 'bench-talker' };
  await sdk(product).contacts.create({ external_id: person.externalId });
  const messenger = await openMessenger(product, person);
  const conversation = await messenger.write('Hello?');
  const all = await measure(product, MESSAGES, async () => {
    for (let message = 0; message < MESSAGES; message += 1) await messenger.reply(conversation, `Message ${message}`);
  });
  const before = await measure(
    product,
    MESSAGES,
    async () => {
      for (let message = 0; message < MESSAGES; message += 1) await messenger.reply(conversation, `Again ${message}`);
    },
    ['messenger'],
  );
  return [
    { what: 'conversation message', value: all.write, unit: 'write units', budget: 12 },
    { what: 'conversation message', value: all.read, unit: 'read units', budget: undefined },
    { what: 'conversation message', value: before.trips, unit: 'sequential round trips', budget: 3 },
  ];
}
