import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import { type AdvancePorts, advanceTo } from '../clock/advance.ts';
import { parseDuration } from '../clock/duration.ts';
import type { ControlRoutes } from './control.ts';
import { parseInput } from './parse-input.ts';

const Move = z.union(
  [z.strictObject({ now: z.iso.datetime({ offset: true }) }), z.strictObject({ advance: z.string() })],
  {
    error: 'Send { "now": an ISO instant } or { "advance": "7d" }.',
  },
);

/** `moving` is told when the clock begins and ends to move, so that schedules do not run by themselves meanwhile. */
export type ClockPorts = AdvancePorts & { moving(now: boolean): void };

/** Takes what moving needs; returns the control calls of the virtual clock. Moves wait for one another. */
export function clockCalls(ports: ClockPorts): ControlRoutes {
  const { clock } = ports;
  let last: Promise<unknown> = Promise.resolve();
  const now = () => ({ now: new Date(clock.now()).toISOString() });

  return {
    'GET /clock': async () => now(),
    'PUT /clock': async ({ json }) => {
      const move = parseInput(Move, await json());
      const turn = last.catch(() => {}).then(() => moveClock(move));
      last = turn;
      await turn;
      return now();
    },
  };

  async function moveClock(move: z.infer<typeof Move>): Promise<void> {
    const target = 'advance' in move ? clock.now() + parseDuration(move.advance) : Date.parse(move.now);
    ports.moving(true);
    try {
      if (target >= clock.now()) await advanceTo(target, ports);
      else await moveBack(target);
    } finally {
      ports.moving(false);
    }
  }

  async function moveBack(target: number): Promise<void> {
    await ports.settle();
    if ((await ports.nextDue()) !== undefined) {
      throw new Failure('conflict', 'Time moves backward only while nothing waits for an instant.');
    }
    clock.moveTo(target);
  }
}
