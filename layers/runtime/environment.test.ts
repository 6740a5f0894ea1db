import * as z from 'zod';
import { environment } from './environment.ts';

describe('environment', () => {
  it('returns the variables a function asks for', () => {
    expect(environment({ TABLE_NAME: z.string() }, { TABLE_NAME: 'parley', OTHER: 'x' })).toEqual({
      TABLE_NAME: 'parley',
    });
  });

  it('names every variable that is missing without showing the others', () => {
    const read = () => environment({ TABLE_NAME: z.string(), QUEUE_URL: z.url() }, { QUEUE_URL: 'hidden' });

    expect(read).toThrow(/TABLE_NAME.*QUEUE_URL/);
    expect(read).not.toThrow(/hidden/);
  });
});
