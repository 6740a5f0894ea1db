/** Takes what to run; returns what that returned, and the read units that its calls to the database consumed. */
export type ReadMeter = <T>(run: () => Promise<T>) => Promise<{ result: T; units: number }>;
