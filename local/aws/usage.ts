/** What one AWS call cost so far. Units are DynamoDB request units. */
export type CallUsage = { count: number; read_units: number; write_units: number };

export type FunctionUsage = {
  invocations: number;
  milliseconds: number;
  /** Times at which an invocation began to wait for AWS: calls made side by side count once. */
  round_trips: number;
  read_units: number;
  write_units: number;
  calls: Record<string, CallUsage>;
};

type Reported = FunctionUsage & { per_invocation: Omit<FunctionUsage, 'invocations'> };

/** Counts what each function does and what its AWS calls cost. */
export class Usage {
  #functions = new Map<string, FunctionUsage>();

  addInvocation(service: string, milliseconds: number): void {
    const usage = this.#of(service);
    usage.invocations += 1;
    usage.milliseconds += milliseconds;
  }

  addRoundTrip(service: string): void {
    this.#of(service).round_trips += 1;
  }

  /** Takes a function, a call such as `DynamoDB.PutItem`, and the request units it consumed. */
  addCall(service: string, call: string, units: { read: number; write: number }): void {
    const usage = this.#of(service);
    const entry = usage.calls[call] ?? { count: 0, read_units: 0, write_units: 0 };
    usage.calls[call] = entry;
    entry.count += 1;
    entry.read_units += units.read;
    entry.write_units += units.write;
    usage.read_units += units.read;
    usage.write_units += units.write;
  }

  /** Returns everything counted since the last reset: per function and in total, whole and per invocation. */
  report(): { functions: Record<string, Reported>; total: Reported } {
    const total = nothing();
    for (const usage of this.#functions.values()) add(total, usage);
    return {
      functions: Object.fromEntries([...this.#functions].map(([service, usage]) => [service, reported(usage)])),
      total: reported(total),
    };
  }

  reset(): void {
    this.#functions = new Map();
  }

  #of(service: string): FunctionUsage {
    const usage = this.#functions.get(service) ?? nothing();
    this.#functions.set(service, usage);
    return usage;
  }
}

function nothing(): FunctionUsage {
  return { invocations: 0, milliseconds: 0, round_trips: 0, read_units: 0, write_units: 0, calls: {} };
}

function add(total: FunctionUsage, usage: FunctionUsage): void {
  total.invocations += usage.invocations;
  total.milliseconds += usage.milliseconds;
  total.round_trips += usage.round_trips;
  total.read_units += usage.read_units;
  total.write_units += usage.write_units;
  for (const [call, { count, read_units, write_units }] of Object.entries(usage.calls)) {
    const entry = total.calls[call] ?? { count: 0, read_units: 0, write_units: 0 };
    total.calls[call] = {
      count: entry.count + count,
      read_units: entry.read_units + read_units,
      write_units: entry.write_units + write_units,
    };
  }
}

function reported({ invocations, calls, ...sums }: FunctionUsage): Reported {
  const each = (amount: number) => (invocations === 0 ? 0 : Math.round((amount / invocations) * 1000) / 1000);
  const shares = Object.entries(calls).map(([call, { count, read_units, write_units }]) => {
    return [call, { count: each(count), read_units: each(read_units), write_units: each(write_units) }] as const;
  });
  const milliseconds = Math.round(sums.milliseconds * 1000) / 1000;
  return {
    invocations,
    ...sums,
    milliseconds,
    calls,
    per_invocation: {
      milliseconds: each(sums.milliseconds),
      round_trips: each(sums.round_trips),
      read_units: each(sums.read_units),
      write_units: each(sums.write_units),
      calls: Object.fromEntries(shares),
    },
  };
}
