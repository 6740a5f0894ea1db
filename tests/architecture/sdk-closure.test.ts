import { isBuiltin } from 'node:module';
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from '#infra/constructs/bundle-options';
import { functionFolders } from '#infra/constructs/function-bundle';

// What the design allows an API function to weigh, minified.
const MOST_API_BYTES = 450 * 1024;

/** The AWS clients that each function calls; an import of another one costs every cold start. */
const CLIENTS: Record<string, string[]> = {
  'api/conversations': ['client-dynamodb'],
  'api/engage': ['client-dynamodb'],
  'api/jobs': ['client-dynamodb', 'client-s3'],
  'api/messenger': ['client-dynamodb'],
  'api/people': ['client-dynamodb'],
  'api/site': ['client-dynamodb'],
  'api/workspace': ['client-dynamodb'],
  'queues/deliver-webhook': ['client-dynamodb', 'client-sqs'],
  'queues/evaluate': ['client-dynamodb', 'client-sqs'],
  'queues/mail-feedback': ['client-dynamodb'],
  'queues/run-job': ['client-dynamodb', 'client-s3', 'client-sqs'],
  'queues/send-email': ['client-dynamodb', 'client-ses'],
  'realtime/connect': ['client-dynamodb'],
  'realtime/disconnect': ['client-dynamodb'],
  'realtime/frames': ['client-apigatewaymanagementapi', 'client-dynamodb'],
  'schedules/tick': ['client-dynamodb', 'client-sqs'],
  'streams/outbox': ['client-dynamodb', 'client-eventbridge', 'client-sqs'],
  'streams/push': ['client-apigatewaymanagementapi', 'client-dynamodb'],
};

type Outputs = Metafile['outputs'];

let bundles: Map<string, Outputs>;

beforeAll(async () => {
  const built = await Promise.all(functionFolders().map(async (folder) => [folder, await bundle(folder)] as const));
  bundles = new Map(built);
}, 60_000);

it('knows every function', () => {
  expect([...bundles.keys()]).toEqual(Object.keys(CLIENTS).sort());
});

it.each(Object.entries(CLIENTS))('%s imports the AWS clients that it calls, and no other', (folder, clients) => {
  expect(clientsIn(bundles.get(folder) ?? {})).toEqual(clients);
});

it.each(Object.keys(CLIENTS))('%s holds all that it imports: nothing else is deployed', (folder) => {
  const imported = Object.values(bundles.get(folder) ?? {}).flatMap(({ imports }) => imports);
  const absent = imported.filter(({ external, path }) => external && !isBuiltin(path)).map(({ path }) => path);

  expect(absent).toEqual([]);
});

it.each(Object.keys(CLIENTS).filter((folder) => folder.startsWith('api/')))(
  '%s loads at most 450 KB when it starts',
  (folder) => {
    expect(bytesAtStart(bundles.get(folder) ?? {})).toBeLessThanOrEqual(MOST_API_BYTES);
  },
);

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

/** The entry and what it imports at once, without what it imports when it is needed. */
function bytesAtStart(outputs: Outputs): number {
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind } of outputs[file]?.imports ?? []) if (kind === 'import-statement') load(path);
  };
  load('unwritten/handler.mjs');
  return [...loaded].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

function clientsIn(outputs: Outputs): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const clients = used.flatMap(([file]) => /@aws-sdk\/(client-[a-z0-9-]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(clients)].sort();
}
