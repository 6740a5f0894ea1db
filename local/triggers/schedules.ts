import { Failure } from '#domain/kernel/failure';
import type { Schedule } from '../assembly/deployment.ts';
import type { FunctionRegistry } from '../functions/function-registry.ts';

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Takes an expression such as `rate(1 minute)`; returns its period in ms. @throws internal on any other form. */
export function periodOf(expression: string): number {
  const [, amount, unit] = expression.match(/^rate\((\d+) (minute|hour|day)s?\)$/) ?? [];
  if (!amount || !unit) throw new Failure('internal', `The local runtime does not know the schedule ${expression}.`);
  return Number(amount) * (UNITS[unit] ?? 0);
}

/** The schedules of EventBridge Scheduler: by the real clock while nobody moves time, on request otherwise. */
export class Schedules {
  readonly #functions: FunctionRegistry;
  readonly #clock: { now(): number };
  #schedules: Schedule[] = [];
  #timers: NodeJS.Timeout[] = [];

  constructor(functions: FunctionRegistry, clock: { now(): number }) {
    this.#functions = functions;
    this.#clock = clock;
  }

  /** Takes the schedules of an assembly in place of those before. `may` tells whether one may run now by itself. */
  replace(schedules: Schedule[], may: () => boolean): void {
    this.stop();
    this.#schedules = schedules;
    this.#timers = schedules.map((schedule) =>
      setInterval(() => {
        if (may()) void this.#run(schedule);
      }, periodOf(schedule.expression)),
    );
  }

  /** Runs every schedule now and waits for its function. A failure is left to the next run. */
  async runAll(): Promise<void> {
    await Promise.all(this.#schedules.map((schedule) => this.#run(schedule)));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  async #run({ functionArn, input }: Schedule): Promise<void> {
    const time = new Date(this.#clock.now()).toISOString();
    const text = (input ?? '{}').replaceAll('<aws.scheduler.scheduled-time>', time);
    await this.#functions.get(functionArn).invoke(JSON.parse(text));
  }
}
