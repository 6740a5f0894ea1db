import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AppName } from '../apps/build.ts';
import { functionFolders } from './constructs/function-bundle.ts';
import type { TableGrant } from './constructs/service-function.ts';

/** What the code of an API function cannot say of itself. */
type ApiSettings = {
  /** What it does to the table, and nothing else. tests/deploy compares it with the calls seen. */
  grant: Pick<TableGrant, 'actions' | 'indexes'>;
  /** It tells clients where sockets connect. */
  usesSockets?: true;
  /** It takes and hands out files. */
  usesTransfers?: true;
  /** It answers for paths that nobody serves. */
  answersUnknownPaths?: true;
  /** The app in the browser that lies beside its code. */
  app?: AppName;
};

export type ApiContext = ApiSettings & {
  /** The name of the service: that of its folder. */
  name: string;
  /** Below functions/. */
  folder: string;
  /** First path segments it answers. */
  segments: string[];
};

/** Each part of the product has one; the messenger, which strangers reach, is a function of its own within respond. */
const SETTINGS: Record<string, ApiSettings> = {
  people: {
    grant: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      indexes: ['gsi1', 'gsi2'],
    },
  },
  targeting: {
    grant: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      indexes: ['gsi1'],
    },
  },
  engage: {
    grant: {
      actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'],
      indexes: ['gsi2'],
    },
  },
  respond: {
    grant: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'], indexes: ['gsi1'] },
    usesSockets: true,
    app: 'inbox',
  },
  messenger: {
    grant: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'] },
    usesSockets: true,
  },
  workspace: {
    grant: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'] },
    answersUnknownPaths: true,
  },
  connect: {
    grant: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
    usesTransfers: true,
  },
};

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Returns every API function, with the first path segments of the contracts in its folder. */
export async function apiContexts(): Promise<ApiContext[]> {
  const folders = functionFolders().filter((folder) => folder.startsWith('api/'));
  return Promise.all(
    folders.map(async (folder) => {
      const name = basename(folder);
      const settings = SETTINGS[name];
      if (settings === undefined) throw new Error(`infra/api-contexts.ts must say what functions/${folder} may do.`);
      return { ...settings, name, folder, segments: await contractSegments(folder) };
    }),
  );
}

async function contractSegments(folder: string): Promise<string[]> {
  const files = globSync(`functions/${folder}/*contract.ts`, { cwd: root });
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
