import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Line } from './measure.ts';

const API_BUDGET_KB = 450;

type Template = {
  Resources: Record<
    string,
    {
      Type: string;
      Metadata?: Record<string, string>;
      Properties?: { Environment?: { Variables?: Record<string, unknown> } };
    }
  >;
};

/** Takes the folder of a cloud assembly; returns what each function loads when it starts, in KB minified. */
export function bundleLines(assembly: string): Line[] {
  const lines: Line[] = [];
  const apis = globSync('functions/api/**/handler.ts').map((file) => basename(dirname(file)));
  for (const file of readdirSync(assembly).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as Template;
    for (const { Type, Metadata, Properties } of Object.values(Resources)) {
      const service = Properties?.Environment?.Variables?.POWERTOOLS_SERVICE_NAME;
      const asset = Metadata?.['aws:asset:path'];
      if (Type !== 'AWS::Lambda::Function' || typeof service !== 'string' || asset === undefined) continue;
      const isApi = apis.includes(service);
      const value = bytesAtStart(join(assembly, asset), 'handler.mjs') / 1024;
      lines.push({ what: `bundle of ${service}`, value, unit: 'KB', budget: isApi ? API_BUDGET_KB : undefined });
    }
  }
  return lines.sort((a, b) => a.what.localeCompare(b.what));
}

/** A file and what it imports at once; what it imports when it is needed does not count. */
function bytesAtStart(folder: string, file: string, loaded = new Set<string>()): number {
  if (loaded.has(file)) return 0;
  loaded.add(file);
  const text = readFileSync(join(folder, file), 'utf8');
  const imported = [...text.matchAll(/(?:from|import)"\.\/(late-\w+\.mjs)"/g)].map(([, name]) => name ?? '');
  return imported.reduce((sum, name) => sum + bytesAtStart(folder, name, loaded), statSync(join(folder, file)).size);
}
