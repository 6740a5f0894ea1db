import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { apiContexts } from './api-contexts.ts';
import { addParley } from './parley.ts';

export type Resource = {
  id: string;
  stack: string;
  type: string;
  properties: Record<string, unknown>;
  whole: Record<string, unknown>;
};

export type Synthesized = {
  templates: Map<string, Template>;
  resources: Resource[];
  /** Every resource of one type, over all stacks. */
  all(type: string): Resource[];
  /** Files that the synthesis wrote, by name. */
  read(file: string): string;
  files: string[];
};

/** Takes CDK context such as `{ stage: 'dev' }`; synthesizes the whole app without bundling code. */
export async function synthesized(context: Record<string, string> = {}): Promise<Synthesized> {
  const outdir = mkdtempSync(join(tmpdir(), 'parley-synth-'));
  const flags = JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> };
  const app = new App({ outdir, context: { ...flags.context, ...context, 'aws:cdk:bundling-stacks': [] } });
  addParley(app, await apiContexts());
  const assembly = app.synth();
  const files = readdirSync(outdir, { withFileTypes: true }).filter((entry) => entry.isFile());
  const written = new Map(files.map(({ name }) => [name, readFileSync(join(outdir, name), 'utf8')]));

  const templates = new Map(assembly.stacks.map((stack) => [stack.id, Template.fromJSON(stack.template)]));
  rmSync(outdir, { recursive: true, force: true });
  const resources = [...templates].flatMap(([stack, template]) =>
    Object.entries(template.toJSON().Resources as Record<string, Record<string, unknown>>).map(([id, whole]) => ({
      id,
      stack,
      type: String(whole.Type),
      properties: (whole.Properties ?? {}) as Record<string, unknown>,
      whole,
    })),
  );
  return {
    templates,
    resources,
    all: (type) => resources.filter((resource) => resource.type === type),
    read: (file) => written.get(file) ?? '',
    files: [...written.keys()],
  };
}

/** Takes a metric and a dimension; returns the values of that dimension that some alarm on the metric watches. */
export function alarmed(app: Synthesized, metric: string, dimension: string): string[] {
  return app
    .all('AWS::CloudWatch::Alarm')
    .filter(({ properties }) => properties.MetricName === metric)
    .flatMap(({ properties }) => properties.Dimensions as { Name: string; Value: string }[])
    .filter(({ Name }) => Name === dimension)
    .map(({ Value }) => Value);
}
