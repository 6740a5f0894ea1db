import { build, type Metafile } from 'esbuild';
import { bundleOptions } from '#infra/constructs/bundle-options';
import { functionFolders } from '#infra/constructs/function-bundle';

// What the design allows an API function to weigh, minified.
const MOST_API_BYTES = 450 * 1024;

/** The AWS clients that each function calls; an import of another one costs every cold start. */
const CLIENTS: Record<string, string[]> = {
  'api/conversations': ['client-dynamodb'],
  'api/engage': ['client-dynamodb'],
  'api/messenger': ['client-dynamodb'],
  'api/people': ['client-dynamodb'],
  'api/site': ['client-dynamodb'],
  'api/workspace': ['client-dynamodb'],
  'queues/deliver-webhook': ['client-dynamodb', 'client-sqs'],
  'queues/evaluate': ['client-dynamodb', 'client-sqs'],
  'queues/mail-feedback': ['client-dynamodb'],
  'queues/send-email': ['client-dynamodb', 'client-ses'],
  'realtime/connect': ['client-dynamodb'],
  'realtime/disconnect': ['client-dynamodb'],
  'realtime/frames': ['client-apigatewaymanagementapi', 'client-dynamodb'],
  'schedules/tick': ['client-dynamodb', 'client-sqs'],
  'streams/outbox': ['client-dynamodb', 'client-eventbridge', 'client-sqs'],
  'streams/push': ['client-apigatewaymanagementapi', 'client-dynamodb'],
};

let bundles: Map<string, Metafile['outputs'][string]>;

beforeAll(async () => {
  bundles = await bundleEach(functionFolders());
}, 60_000);

it('knows every function', () => {
  expect([...bundles.keys()]).toEqual(Object.keys(CLIENTS).sort());
});

it.each(Object.entries(CLIENTS))('%s imports the AWS clients that it calls, and no other', (folder, clients) => {
  expect(clientsIn(bundles.get(folder))).toEqual(clients);
});

it.each(Object.keys(CLIENTS).filter((folder) => folder.startsWith('api/')))('%s is at most 450 KB', (folder) => {
  expect(bundles.get(folder)?.bytes).toBeLessThanOrEqual(MOST_API_BYTES);
});

async function bundleEach(folders: string[]): Promise<typeof bundles> {
  const { metafile } = await build({
    ...bundleOptions,
    metafile: true,
    write: false,
    entryPoints: folders.map((folder) => `functions/${folder}/handler.ts`),
    outbase: 'functions',
    outdir: 'unwritten',
  });
  const scripts = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('.mjs'));
  return new Map(scripts.map(([file, output]) => [file.replace('unwritten/', '').replace('/handler.mjs', ''), output]));
}

function clientsIn(output: Metafile['outputs'][string] | undefined): string[] {
  const inputs = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const clients = inputs.flatMap(([file]) => /@aws-sdk\/(client-[a-z-]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(clients)].sort();
}
