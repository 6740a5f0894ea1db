import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Line } from './measure.ts';

const ASSEMBLY = '.parley/cdk.out';
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

/** The size of each API function's bundle as it deploys, in KB minified. */
export async function bundleLines(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const file of readdirSync(ASSEMBLY).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(ASSEMBLY, file), 'utf8')) as Template;
    for (const { Type, Metadata, Properties } of Object.values(Resources)) {
      const service = Properties?.Environment?.Variables?.['POWERTOOLS_SERVICE_NAME'];
      const asset = Metadata?.['aws:asset:path'];
      if (Type !== 'AWS::Lambda::Function' || typeof service !== 'string' || asset === undefined) continue;
      const bytes = readdirSync(join(ASSEMBLY, asset)).reduce(
        (sum, name) => sum + statSync(join(ASSEMBLY, asset, name)).size,
        0,
      );
      const isApi = readdirSync('functions/api').includes(service);
      lines.push({
        what: `bundle of ${service}`,
        value: bytes / 1024,
        unit: 'KB',
        budget: isApi ? API_BUDGET_KB : undefined,
      });
    }
  }
  return lines.sort((a, b) => a.what.localeCompare(b.what));
}
