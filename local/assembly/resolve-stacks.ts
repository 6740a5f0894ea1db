import { Failure } from '#domain/kernel/failure';
import { resolveIntrinsics, type Scope } from './intrinsics.ts';
import type { Stack } from './load-assembly.ts';
import { ACCOUNT, REGION, type ResourceValues, resourceValues } from './resource-values.ts';

/** A resource with every expression in its properties resolved. */
export type ResolvedResource = {
  type: string;
  stack: string;
  logicalId: string;
  properties: Record<string, unknown>;
  values: ResourceValues;
  assets: Map<string, string>;
};

/**
 * Takes the stacks of an assembly and a function that turns an AWS address into a local one; returns all
 * resources of all stacks with local values. @throws internal when an expression refers to nothing.
 */
export function resolveStacks(stacks: Stack[], toLocal: (text: string) => string): ResolvedResource[] {
  const values = new Map<string, ResourceValues>();
  const scopes = new Map(stacks.map((stack) => [stack.name, scopeOf(stack)]));

  return stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources ?? {})
      .filter(([, { Condition }]) => Condition === undefined || scope(stack).condition(Condition))
      .map(([logicalId, resource]) => ({
        type: resource.Type,
        stack: stack.name,
        logicalId,
        properties: localProperties(resolveIntrinsics(resource.Properties ?? {}, scope(stack))),
        values: valuesOf(stack, logicalId),
        assets: stack.assets,
      })),
  );

  function scope(stack: Stack): Scope {
    const found = scopes.get(stack.name);
    if (!found) throw new Failure('internal', `The assembly has no stack ${stack.name}.`);
    return found;
  }

  function scopeOf(stack: Stack): Scope {
    const { template } = stack;
    return {
      ref: (name) => {
        if (name in pseudo) return pseudo[name];
        if (name === 'AWS::StackName') return stack.name;
        if (name === 'AWS::StackId') return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stack.name}/local`;
        const parameter = template.Parameters?.[name];
        return parameter ? (parameter.Default ?? '') : valuesOf(stack, name).ref;
      },
      attribute: (logicalId, attribute) =>
        valuesOf(stack, logicalId).attributes[attribute] ?? `${logicalId}.${attribute}`,
      importValue: (name) => importValue(name),
      stackOutput: (stackName, outputName) => {
        const other = stacks.find(({ name }) => name === stackName);
        const output = other?.template.Outputs?.[outputName];
        if (!other || !output) throw new Failure('internal', `No stack has the output ${stackName}.${outputName}.`);
        return resolveIntrinsics(output.Value, scope(other));
      },
      condition: (name) => resolveIntrinsics(template.Conditions?.[name] ?? false, scope(stack)),
      mapping: (map, first, second) => template.Mappings?.[map]?.[first]?.[second],
    };
  }

  function importValue(name: string): unknown {
    for (const stack of stacks) {
      for (const output of Object.values(stack.template.Outputs ?? {})) {
        if (output.Export && resolveIntrinsics(output.Export.Name, scope(stack)) === name) {
          return resolveIntrinsics(output.Value, scope(stack));
        }
      }
    }
    throw new Failure('internal', `No stack exports ${name}.`);
  }

  function valuesOf(stack: Stack, logicalId: string): ResourceValues {
    const key = `${stack.name}/${logicalId}`;
    const known = values.get(key);
    if (known) return known;
    const resource = stack.template.Resources?.[logicalId];
    if (!resource) throw new Failure('internal', `The stack ${stack.name} has no resource ${logicalId}.`);
    const properties = namingProperties(resource.Properties ?? {}, scope(stack));
    const found = resourceValues({ type: resource.Type, stack: stack.name, logicalId, properties });
    values.set(key, found);
    return found;
  }

  function localProperties(resolved: unknown): Record<string, unknown> {
    const mapped = mapStrings(resolved, toLocal);
    return typeof mapped === 'object' && mapped !== null ? Object.fromEntries(Object.entries(mapped)) : {};
  }
}

const pseudo: Record<string, unknown> = {
  'AWS::Region': REGION,
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NoValue': undefined,
  'AWS::NotificationARNs': [],
};

const NAMING =
  /^(?:(?:Table|Queue|Topic|Bucket|Function|Layer|Stage|Group)?Name|ProtocolType|EmailIdentity|FunctionName)$/;

/** Only what a name depends on: resolving everything here would go round in circles between resources. */
function namingProperties(properties: Record<string, unknown>, scope: Scope): Record<string, unknown> {
  const naming = Object.entries(properties).filter(([name]) => NAMING.test(name));
  return Object.fromEntries(naming.map(([name, value]) => [name, resolveIntrinsics(value, scope)]));
}

function mapStrings(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((entry) => mapStrings(entry, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, mapStrings(entry, map)]));
}
