import { randomBytes } from 'node:crypto';
import { openAnswer, sealAnswer } from './sealed-answer.ts';

const answer = { statusCode: 200, headers: { 'X-A': 'b' }, body: '{"secret":"s3cret"}' };

describe('a sealed answer (X48)', () => {
  it('is opened with the key that it was sealed with', () => {
    expect(openAnswer(sealAnswer(answer, 'key') ?? '', 'key')).toEqual(answer);
  });

  it('is opened with no other key', () => {
    expect(() => openAnswer(sealAnswer(answer, 'key') ?? '', 'other')).toThrow('authenticate data');
  });

  it('is not kept when it is too long for an item', () => {
    expect(sealAnswer({ statusCode: 200, body: randomBytes(300_000).toString('base64') }, 'key')).toBeNull();
  });
});
