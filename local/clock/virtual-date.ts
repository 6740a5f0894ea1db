/**
 * Makes `Date` of this thread tell virtual time: takes the clock's shared offset. Timers and `performance`
 * keep real time. Must run before the code that is to see it is imported.
 */
export function installVirtualDate(shared: SharedArrayBuffer): void {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now.bind(RealDate);
  const offset = new Float64Array(shared);
  const now = () => Math.floor(realNow() + (offset[0] ?? 0));

  // A proxy and not a subclass, so that dates made by Node itself still are instances of Date.
  const VirtualDate: DateConstructor = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === VirtualDate ? target : newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
}
