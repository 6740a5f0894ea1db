import * as z from 'zod';

const CallKind = z.enum(['kill', 'throw', 'timeout', 'throttle']);
const DeliveryKind = z.enum(['duplicate', 'delay', 'reorder']);
const times = z.int().min(1);

export const CallFault = z.strictObject({
  function: z.string().default('*'),
  /** Such as `DynamoDB.PutItem` or `SES.SendRawEmail`; a `*` stands for any text. */
  call: z.string().default('*'),
  when: z.enum(['before', 'after']).default('before'),
  kind: CallKind,
  /** So many matching calls pass first: 1 means the second one. */
  skip: z.int().min(1).optional(),
  times: times.default(1),
});

export const StreamFault = z.strictObject({ stream: z.string(), kind: DeliveryKind, times: times.optional() });
export const QueueFault = z.strictObject({ queue: z.string(), kind: DeliveryKind, times: times.optional() });
export const SocketFault = z.strictObject({ sockets: z.literal('drop'), times: times.optional() });

export const Fault = z.union([CallFault, StreamFault, QueueFault, SocketFault], {
  error:
    'A fault is { "function", "call", "when", "kind": kill, throw, timeout or throttle, "skip", "times" }, ' +
    '{ "stream" or "queue", "kind": duplicate, delay or reorder, "times" } or { "sockets": "drop" }',
});
export type Fault = z.infer<typeof Fault>;
export type CallFaultKind = z.infer<typeof CallKind>;
export type DeliveryFaultKind = z.infer<typeof DeliveryKind>;

/** The faults still to happen. A fault of calls happens once, one of a queue or stream for ever, unless it has `times`. */
export class Faults {
  #list: Fault[] = [];

  replace(faults: Fault[]): void {
    this.#list = faults.map((fault) => ({ ...fault }));
  }

  /** Returns what is left. */
  remaining(): Fault[] {
    return this.#list;
  }

  /** Takes a function's name, an AWS call and the side of it; returns the fault to act out, used up by one. */
  takeCall(service: string, call: string, when: 'before' | 'after'): CallFaultKind | undefined {
    for (const fault of this.#list) {
      if (!('call' in fault) || fault.when !== when) continue;
      if (!matches(fault.function, service) || !matches(fault.call, call)) continue;
      if (fault.skip !== undefined && fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      this.#use(fault);
      return fault.kind;
    }
    return undefined;
  }

  /** Takes the names a queue goes by; returns the fault to act out, used up by one. */
  takeQueue(names: string[]): DeliveryFaultKind | undefined {
    const found = this.#list.find((fault) => 'queue' in fault && names.some((name) => resembles(fault.queue, name)));
    if (!found || !('queue' in found)) return undefined;
    this.#use(found);
    return found.kind;
  }

  /** Takes the names a stream goes by; returns the fault to act out, used up by one. */
  takeStream(names: string[]): DeliveryFaultKind | undefined {
    const found = this.#list.find((fault) => 'stream' in fault && names.some((name) => resembles(fault.stream, name)));
    if (!found || !('stream' in found)) return undefined;
    this.#use(found);
    return found.kind;
  }

  /** Returns whether the sockets are to be cut now; a fault of sockets happens once. */
  takeSocketDrop(): boolean {
    const found = this.#list.find((fault) => 'sockets' in fault);
    if (found) this.#use({ ...found, times: 1 }, found);
    return found !== undefined;
  }

  #use(fault: Fault, entry: Fault = fault): void {
    if (fault.times === undefined) return;
    if (fault.times > 1) fault.times -= 1;
    else this.#list = this.#list.filter((other) => other !== entry);
  }
}

function matches(pattern: string, name: string): boolean {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 'i').test(name);
}

/** A queue `parley-prod-mail` also goes by `mail`: by the whole name or by its last words. */
function resembles(pattern: string, name: string): boolean {
  return matches(pattern, name) || matches(`*-${pattern}`, name);
}
