import { call } from '../walkthrough/campaign.ts';
import type { Product } from '../walkthrough/product.ts';

export type Units = { read: number; write: number; trips: number; calls: Record<string, number> };

type Usage = {
  functions: Record<
    string,
    {
      invocations: number;
      read_units: number;
      write_units: number;
      round_trips: number;
      calls: Record<string, { count: number }>;
    }
  >;
};

/** Calls the control endpoints of a local product. */
export async function control<T>(product: Product, method: string, path: string, body?: unknown): Promise<T> {
  return call<T>(product, method, `/_local${path}`, body);
}

/** Takes what to do and how many of it; returns what one of it consumed, everything that followed from it included. */
export async function measure(
  product: Product,
  count: number,
  work: () => Promise<void>,
  only?: string[],
): Promise<Units> {
  await control(product, 'POST', '/settle');
  await control(product, 'GET', '/usage?reset=1');
  await work();
  await control(product, 'POST', '/settle');
  const { functions } = await control<Usage>(product, 'GET', '/usage?reset=1');
  const used = Object.entries(functions).filter(([name]) => only === undefined || only.includes(name));
  const sum = (pick: (usage: Usage['functions'][string]) => number) =>
    used.reduce((total, [, usage]) => total + pick(usage), 0) / count;
  const calls: Record<string, number> = {};
  for (const [name, usage] of used)
    for (const [call, { count: times }] of Object.entries(usage.calls)) calls[`${name} ${call}`] = times / count;
  return { read: sum((u) => u.read_units), write: sum((u) => u.write_units), trips: sum((u) => u.round_trips), calls };
}

export type Line = { what: string; value: number; unit: string; budget: number | undefined };

/** Takes measured lines; prints them against their budgets and returns whether all are within. */
export function report(lines: Line[]): boolean {
  const width = Math.max(...lines.map(({ what }) => what.length));
  let within = true;
  for (const { what, value, unit, budget } of lines) {
    const over = budget !== undefined && value > budget;
    within &&= !over;
    const limit = budget === undefined ? '' : `  budget ${Number(budget.toFixed(2))}`;
    process.stdout.write(
      `${over ? 'OVER' : 'ok  '} ${what.padEnd(width)}  ${value.toFixed(2).padStart(9)} ${unit}${limit}\n`,
    );
  }
  return within;
}
