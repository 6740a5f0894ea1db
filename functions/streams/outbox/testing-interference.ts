/** What the test says about every call of the workers: it may throw before or after the real call. */
export type Interference = (call: string, run: () => Promise<unknown>) => Promise<unknown>;

type Methods = Record<string, (...args: never[]) => Promise<unknown>>;

/** For tests: takes ports by name; returns them with every call handed to `interfere`, as `name.method`. */
export function interfered<Ports extends Record<string, object>>(ports: Ports, interfere: Interference): Ports {
  const wrapped = Object.entries(ports).map(([name, port]) => [
    name,
    Object.fromEntries(
      Object.entries(port as Methods).map(([method, run]) => [
        method,
        (...args: never[]) => interfere(`${name}.${method}`, () => run(...args)),
      ]),
    ),
  ]);
  return Object.fromEntries(wrapped) as Ports;
}
