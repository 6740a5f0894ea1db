import { identifySteps } from './identify.ts';
import type { GivenStep } from './read-steps.ts';
import type { Step } from './step.ts';

const wait = (length: string, id?: string) => ({ wait: length, ...(id === undefined ? {} : { id }) });
const former = (steps: Step[], moved = {}) => ({ messages: [], steps, moved });
const ids = (steps: Step[]) => steps.map(({ id }) => id);

describe('the ids of steps', () => {
  it('are counted through a new series, inside branches too', () => {
    const given = [{ if: { everyone: true }, then: [wait('1d')], else: [wait('2d')] }, wait('3d')] as GivenStep[];
    const steps = identifySteps(given);

    expect(steps).toEqual([
      { id: '0', if: { everyone: true }, then: [{ id: '1', wait: '1d' }], else: [{ id: '2', wait: '2d' }] },
      { id: '3', wait: '3d' },
    ]);
  });

  it.each([
    ['stay with what says the same, wherever it stands', [wait('9d'), wait('1d'), wait('2d')], ['2', '0', '1']],
    ['stay with what stands where it stood', [wait('5d'), wait('2d')], ['0', '1']],
    ['stay as they are given', [wait('2d', '1'), wait('1d', '0')], ['1', '0']],
  ])('%s', (_, given, wanted) => {
    expect(
      ids(
        identifySteps(
          given,
          former([
            { id: '0', wait: '1d' },
            { id: '1', wait: '2d' },
          ]),
        ),
      ),
    ).toEqual(wanted);
  });

  it('are never those of a step that was there once', () => {
    const left = former([{ id: '0', wait: '1d' }], { '7': null });

    expect(ids(identifySteps([wait('1d'), wait('2d')], left))).toEqual(['0', '8']);
  });
});
