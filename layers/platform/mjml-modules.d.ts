/** What is used of MJML, whose packages have no types of their own. */
declare module 'mjml-core' {
  type Compiled = { html: string; errors: { line: number; message: string; tagName: string }[] };
  type Options = { presets: unknown[]; keepComments: boolean; ignoreIncludes: boolean; validationLevel: 'soft' };
  const compile: { default: (source: string, options: Options) => Promise<Compiled> };
  export default compile;
}

declare module 'mjml-preset-core' {
  const preset: { default?: unknown };
  export default preset;
}
