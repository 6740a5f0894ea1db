import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TableGrant } from './constructs/service-function.ts';

export type ApiContext = {
  /** The folder below functions/api and the name of the service. */
  name: ApiContextName;
  /** First path segments it answers. */
  segments: string[];
  /** It tells clients where sockets connect. */
  usesSockets: boolean;
  /** It takes and hands out files. */
  usesTransfers: boolean;
  /** It answers for paths that nobody serves. */
  answersUnknownPaths: boolean;
};

type ApiContextName = keyof typeof apiGrants;

type Grant = Pick<TableGrant, 'actions' | 'indexes'>;

/** What each API function does to the table, and nothing else. tests/deploy compares it with the calls seen. */
export const apiGrants = {
  people: {
    actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    indexes: ['gsi1', 'gsi2'],
  },
  conversations: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'], indexes: ['gsi1'] },
  engage: {
    actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
    indexes: ['gsi1'],
  },
  messenger: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'] },
  workspace: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'] },
  site: { actions: ['GetItem', 'PutItem'] },
  jobs: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
} satisfies Record<string, Grant>;

// Until a context has contracts, it answers these.
const firstSegments: Record<ApiContextName, string[]> = {
  people: ['contacts', 'events'],
  conversations: ['conversations'],
  engage: ['campaigns', 'segments'],
  messenger: ['messenger'],
  workspace: ['me', 'admins', 'openapi.json', 'webhooks'],
  site: ['inbox', 'unsubscribe'],
  jobs: ['jobs', 'bulk', 'export', 'download'],
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Returns every API function with the first path segments of its contracts. */
export async function apiContexts(): Promise<ApiContext[]> {
  const names = Object.keys(apiGrants) as ApiContextName[];
  return Promise.all(
    names.map(async (name) => {
      const segments = await contractSegments(name);
      return {
        name,
        segments: segments.length > 0 ? segments : firstSegments[name],
        usesSockets: name === 'messenger' || name === 'site',
        usesTransfers: name === 'jobs',
        answersUnknownPaths: name === 'workspace',
      };
    }),
  );
}

async function contractSegments(name: string): Promise<string[]> {
  const files = globSync(`functions/api/${name}/*contract.ts`, { cwd: root });
  const modules = await Promise.all(files.sort().map((file) => import(pathToFileURL(join(root, file)).href)));
  const paths = modules
    .flatMap((module: object) => Object.values(module).map(pathOf))
    .filter((path) => path !== undefined);
  return [...new Set(paths.map((path) => path.split('/')[1] ?? ''))].filter(Boolean).sort();
}

function pathOf(exported: unknown): string | undefined {
  if (typeof exported !== 'object' || exported === null) return undefined;
  if (!('path' in exported) || !('operation' in exported) || typeof exported.path !== 'string') return undefined;
  return exported.path;
}
