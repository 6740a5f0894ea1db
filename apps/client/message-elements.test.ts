import { MESSAGE_ELEMENTS as WRITTEN } from '../../layers/platform/safe-html.ts';
import { MESSAGE_ELEMENTS } from './message-elements.ts';

it('are those that the server writes (X11)', () => {
  expect([...MESSAGE_ELEMENTS].sort()).toEqual([...WRITTEN].sort());
});
