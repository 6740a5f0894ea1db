import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export type Resource = {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  Condition?: string;
};

export type Template = {
  Resources?: Record<string, Resource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  Parameters?: Record<string, { Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
};

/** One stack as `cdk synth` left it. `assets` maps an object key of the asset bucket to a folder or file on disk. */
export type Stack = { name: string; template: Template; assets: Map<string, string> };

type Artifact = {
  type: string;
  properties?: { templateFile?: string; stackName?: string; file?: string; directoryName?: string };
};

type AssetManifest = {
  files?: Record<string, { source?: { path?: string }; destinations?: Record<string, { objectKey?: string }> }>;
};

/** Takes the folder of a cloud assembly; returns its stacks, those of nested assemblies included. */
export function loadAssembly(folder: string): Stack[] {
  const manifest: { artifacts?: Record<string, Artifact> } = readJson(join(folder, 'manifest.json'));
  const artifacts = Object.entries(manifest.artifacts ?? {});

  const assets = new Map<string, string>();
  for (const [, { type, properties }] of artifacts) {
    if (type === 'cdk:asset-manifest' && properties?.file) collectAssets(folder, properties.file, assets);
  }

  return artifacts.flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly' && properties?.directoryName) {
      return loadAssembly(join(folder, properties.directoryName));
    }
    if (type !== 'aws:cloudformation:stack' || !properties?.templateFile) return [];
    const template: Template = readJson(join(folder, properties.templateFile));
    return [{ name: properties.stackName ?? id, template, assets }];
  });
}

function collectAssets(folder: string, file: string, assets: Map<string, string>): void {
  const manifest: AssetManifest = readJson(join(folder, file));
  for (const { source, destinations } of Object.values(manifest.files ?? {})) {
    if (!source?.path) continue;
    // Assets of a nested assembly lie beside the outermost one.
    const path = [join(folder, source.path), join(folder, '..', basename(source.path))].find(existsSync);
    for (const { objectKey } of Object.values(destinations ?? {})) {
      if (objectKey && path) assets.set(objectKey, path);
    }
  }
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}
