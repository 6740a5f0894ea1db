/** What must be built again: the browsers' apps, the functions' code, the template that says what is deployed. */
export type Needed = { apps: boolean; functions: boolean; template: boolean };

/** Takes the files that changed, relative to the repository; returns what must be built again. */
export function neededFor(files: string[]): Needed {
  const sources = files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(ts|tsx|css|html|json|svg|liquid)$/.test(file) && !/\.test\.tsx?$/.test(file));
  const some = (pattern: RegExp) => sources.some((file) => pattern.test(file));
  return {
    // Apps read the contracts and the events.
    apps: some(/^(apps|events)\/|\.contract\.ts$/),
    functions: some(/^(functions|layers|events)\//),
    // It has a route for the first segment of each contract's path, and a filter for each kind of fact.
    template: some(/^infra\/|\.contract\.ts$|\/handler\.ts$/),
  };
}
