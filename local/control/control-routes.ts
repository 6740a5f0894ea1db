import * as z from 'zod';
import type { Usage } from '../aws/usage.ts';
import { Fault, type Faults } from '../faults/faults.ts';
import type { LocalSes } from '../mail/local-ses.ts';
import type { MailLedger } from '../mail/mail-ledger.ts';
import { type ClockPorts, clockCalls } from './clock-calls.ts';
import type { ControlRoutes } from './control.ts';
import { deadLetterCalls } from './dead-letter-calls.ts';
import { mailCalls } from './mail-calls.ts';
import { parseInput } from './parse-input.ts';
import type { PlacesTold } from './places.ts';

export type ControlPorts = {
  clock: ClockPorts;
  office: LocalSes;
  ledger: MailLedger;
  faults: Faults;
  usage: Usage;
  dropSockets(): number;
  events(): unknown[];
  places(): PlacesTold;
  deadLetters: Parameters<typeof deadLetterCalls>[0];
  logs(): string[];
};

/** Takes the parts of the runtime; returns all calls below `/_local`. */
export function controlRoutes(ports: ControlPorts): ControlRoutes {
  const routes: ControlRoutes = {
    ...clockCalls(ports.clock),
    ...mailCalls(ports),
    ...deadLetterCalls(ports.deadLetters),
    'POST /settle': async () => {
      await ports.clock.settle();
      return { settled: true };
    },
    'GET /faults': async () => ports.faults.remaining(),
    'PUT /faults': async ({ json }) => {
      ports.faults.replace(parseInput(z.array(Fault), await json()));
      if (ports.faults.takeSocketDrop()) ports.dropSockets();
      return ports.faults.remaining();
    },
    'GET /usage': async ({ query }) => {
      const report = ports.usage.report();
      if (query.get('reset') === '1') ports.usage.reset();
      return report;
    },
    'GET /events-bus': async () => ports.events(),
    'GET /logs': async () => ports.logs(),
    'GET ': async () => ({
      calls: Object.keys(routes).map((route) => route.replace(' ', ' /_local')),
      ...ports.places(),
    }),
  };
  return routes;
}
