import { readSteps } from './read-steps.ts';

const SEND = { send: { channel: 'email', subject: 'Hi', body: '<p>Hi</p>' } };
const RULE = { everyone: true };
const nested = (levels: number): object[] => [levels === 1 ? SEND : { if: RULE, then: nested(levels - 1) }];

describe('readSteps', () => {
  it.each([
    ['steps', []],
    ['steps', {}],
    ['steps[0]', [7]],
    ['steps[0]', [{ do: 'something' }]],
    ['steps[0].wait', [{ wait: '0d' }]],
    ['steps[0].wait', [{ wait: 7 }]],
    ['steps[0].then', [{ if: RULE }]],
    ['steps[0].if.op', [{ if: { attribute: 'plan', op: 'is' }, then: [SEND] }]],
    ['steps[0].then[1]', [{ if: RULE, then: [{ exit: true }, SEND] }]],
    ['steps[0].send.subject', [{ send: { channel: 'email', subject: '', body: 'x' } }]],
    ['steps[0].send.channel', [{ send: { channel: 'pigeon' } }]],
    ['steps[0].send.colour', [{ send: { ...SEND.send, colour: 'red' } }]],
    ['steps[0].wait_until', [{ wait_until: {} }]],
    ['steps[0].wait_until.timeout', [{ wait_until: { rule: RULE } }]],
    ['steps[0].wait_until.local_time', [{ wait_until: { local_time: '24:00' } }]],
    ['steps[0].wait_until.weekdays', [{ wait_until: { weekdays: ['funday'] } }]],
    ['steps[0].split', [{ split: [{ name: 'a', weight: 1, steps: [] }] }]],
    [
      'steps[0].split[1].weight',
      [
        {
          split: [
            { name: 'a', weight: 1 },
            { name: 'b', weight: 0 },
          ],
        },
      ],
    ],
    [
      'steps[0].split[1].name',
      [
        {
          split: [
            { name: 'a', weight: 1 },
            { name: 'a', weight: 1 },
          ],
        },
      ],
    ],
    ['steps[0].webhook', [{ webhook: 'https://example.com' }]],
    ['steps[0].exit', [{ exit: false }]],
    ['steps[0].id', [{ ...SEND, id: 'a b' }]],
    ['steps[0].then', [{ wait: '1d', then: [SEND] }]],
    ['steps[100]', Array.from({ length: 101 }, () => SEND)],
    ['steps[0].then[0].then[0].then[0].then[0].then[0].then[0].then[0].then[0].then[0].then', nested(11)],
  ])('refuses what is wrong at %s', (field, steps) => {
    expect(() => readSteps(steps)).toThrow(
      expect.objectContaining({ code: 'unprocessable', details: expect.objectContaining({ field }) }),
    );
  });

  it('takes ten levels and a hundred steps', () => {
    expect(readSteps(nested(10))).toHaveLength(1);
    expect(readSteps(Array.from({ length: 100 }, () => SEND))).toHaveLength(100);
  });
});
