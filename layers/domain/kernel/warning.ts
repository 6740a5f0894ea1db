/** What was accepted and is probably not what was meant. `path` is the place in the request, as in a failure's `field`. */
export type Warning = { path: string; message: string };
