import { parseArgs } from 'node:util';
import { Failure } from '#domain/kernel/failure';

const DEFAULT_PORT = 8080;
const MAX_PORT = 65_535;

const options = {
  port: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
  watch: { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export const USAGE = `npm start -- [--port N] [--data FOLDER] [--json] [--watch] [--verbose]

  --port N        where the API listens; 8080 unless given, 0 for any free port
  --data FOLDER   keeps data there; without it data ends with the product
  --json          one line of JSON with all addresses when it is ready
  --watch         takes changed sources into use (npm run dev)
  --verbose       every line that a function logs`;

export type CommandLine = {
  port: number;
  data: string | undefined;
  json: boolean;
  watch: boolean;
  verbose: boolean;
  help: boolean;
};

/** Takes the words after `npm start --`. @throws bad_request with one sentence that says what to write instead */
export function readCommandLine(args: string[]): CommandLine {
  const { values, tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') throw refused(`"${token.value}" is not an option`);
    if (token.kind !== 'option') continue;
    const option = Object.entries(options).find(([name]) => name === token.name)?.[1];
    if (option === undefined) throw refused(`There is no option ${token.rawName}`);
    if (option.type === 'string' && !token.value) throw refused(`${token.rawName} needs a value`);
    if (option.type === 'boolean' && token.value !== undefined) throw refused(`${token.rawName} takes no value`);
  }
  return {
    port: portOf(values.port),
    data: typeof values.data === 'string' ? values.data : undefined,
    json: values.json === true,
    watch: values.watch === true,
    verbose: values.verbose === true,
    help: values.help === true,
  };
}

function portOf(value: unknown): number {
  if (value === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(String(value)) ? Number(value) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw new Failure('bad_request', `--port must be a number from 0 (any free port) to ${MAX_PORT}, not "${value}".`);
}

function refused(what: string): Failure {
  const known = Object.keys(options).map((name) => `--${name}`);
  return new Failure('bad_request', `${what}; there are ${known.join(', ')}.`);
}
