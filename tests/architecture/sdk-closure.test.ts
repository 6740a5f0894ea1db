import { isBuiltin } from 'node:module';
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from '#infra/constructs/bundle-options';
import { functionFolders } from '#infra/constructs/function-bundle';

// What the design allows an API function to weigh, minified.
const MAX_API_BYTES = 450 * 1024;

/** The AWS clients that a function calls beside the table's; an import of another one costs every cold start. */
const MORE_CLIENTS: Record<string, string[]> = {
  'api/connect': ['client-s3'],
  'queues/deliver-webhook': ['client-sqs'],
  'queues/evaluate': ['client-sqs'],
  'queues/follow-up': ['client-apigatewaymanagementapi', 'client-eventbridge', 'client-s3', 'client-sqs'],
  'queues/run-job': ['client-s3', 'client-sqs'],
  'queues/send-email': ['client-ses', 'client-sqs'],
  'realtime/socket-frames': ['client-apigatewaymanagementapi'],
  'schedules/tick': ['client-sqs'],
  'streams/outbox': ['client-eventbridge', 'client-s3', 'client-sqs'],
  'streams/push': ['client-apigatewaymanagementapi'],
};

const FOLDERS = functionFolders();

type Outputs = Metafile['outputs'];

let bundles: Map<string, Outputs>;

beforeAll(async () => {
  const built = await Promise.all(FOLDERS.map(async (folder) => [folder, await bundle(folder)] as const));
  bundles = new Map(built);
}, 300_000);

it('knows no function that is gone', () => {
  expect(FOLDERS).toEqual(expect.arrayContaining(Object.keys(MORE_CLIENTS)));
});

it.each(FOLDERS)('%s imports the AWS clients that it calls, and no other', (folder) => {
  const clients = ['client-dynamodb', ...(MORE_CLIENTS[folder] ?? [])];

  expect(clientsIn(bundles.get(folder) ?? {})).toEqual(clients.sort());
});

it.each(FOLDERS)('%s holds all that it imports: nothing else is deployed', (folder) => {
  const imported = Object.values(bundles.get(folder) ?? {}).flatMap(({ imports }) => imports);
  const absent = imported.filter(({ external, path }) => external && !isBuiltin(path)).map(({ path }) => path);

  expect(absent).toEqual([]);
});

it.each(FOLDERS.filter((folder) => folder.startsWith('api/')))('%s loads at most 450 KB when it starts', (folder) => {
  expect(bytesAtStart(bundles.get(folder) ?? {})).toBeLessThanOrEqual(MAX_API_BYTES);
});

it('no function but that of campaigns has the compiler of MJML, which weighs 1 MB and is loaded late', () => {
  const withMjml = FOLDERS.filter((folder) => /node_modules\/mjml-core\//.test(inputsOf(bundles.get(folder) ?? {})));

  expect(withMjml).toEqual(['api/engage']);
  expect(inputsAtStart(bundles.get('api/engage') ?? {})).not.toContain('node_modules/mjml-core/');
});

const inputsOf = (outputs: Outputs) =>
  Object.values(outputs)
    .flatMap(({ inputs }) => Object.keys(inputs))
    .join('\n');

function inputsAtStart(outputs: Outputs): string {
  return inputsOf(Object.fromEntries(filesAtStart(outputs).map((file) => [file, outputs[file] as Outputs[string]])));
}

async function bundle(folder: string): Promise<Outputs> {
  const entryPoints = [`functions/${folder}/handler.ts`];
  const { metafile } = await build({
    ...bundleOptions,
    metafile: true,
    write: false,
    entryPoints,
    outdir: 'unwritten',
  });
  return metafile.outputs;
}

function bytesAtStart(outputs: Outputs): number {
  return filesAtStart(outputs).reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

/** The entry and what it imports at once, without what it imports when it is needed. */
function filesAtStart(outputs: Outputs): string[] {
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') load(path);
  };
  load('unwritten/handler.mjs');
  return [...loaded].filter((file) => file in outputs);
}

function clientsIn(outputs: Outputs): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const clients = used.flatMap(([file]) => /@aws-sdk\/(client-[a-z0-9-]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(clients)].sort();
}
