import { Failure } from '#domain/kernel/failure';

/** What an expression may refer to; each function throws when it knows nothing of that name. */
export type Scope = {
  ref(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  importValue(exportName: string): unknown;
  stackOutput(stackName: string, outputName: string): unknown;
  condition(name: string): unknown;
  mapping(map: string, first: string, second: string): unknown;
};

/** Takes a template value and its scope; returns it with every intrinsic function replaced by its result. */
export function resolveIntrinsics(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((entry) => resolveIntrinsics(entry, scope)).filter((entry) => entry !== undefined);
  }
  if (!isRecord(value)) return value;

  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length === 1 && key !== undefined && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'))) {
    const compute = functions[key];
    if (key !== 'Condition') {
      if (!compute) throw new Failure('internal', `The local runtime does not know the template function ${key}.`);
      return compute(value[key], scope);
    }
    if (typeof value[key] === 'string') return scope.condition(value[key]);
  }
  const resolved = keys.map((name) => [name, resolveIntrinsics(value[name], scope)] as const);
  // AWS::NoValue removes the property.
  return Object.fromEntries(resolved.filter(([, entry]) => entry !== undefined));
}

const functions: Record<string, (argument: unknown, scope: Scope) => unknown> = {
  Ref: (name, scope) => scope.ref(text(name)),
  'Fn::GetAtt': (argument, scope) => {
    const [logicalId, ...attribute] = typeof argument === 'string' ? argument.split('.') : list(argument, scope);
    return scope.attribute(text(logicalId), attribute.map(text).join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [delimiter, parts] = list(argument, scope);
    return list(parts, scope).map(text).join(text(delimiter));
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument, scope);
    return list(values, scope)[Number(index)];
  },
  'Fn::Split': (argument, scope) => {
    const [delimiter, source] = list(argument, scope);
    return text(source).split(text(delimiter));
  },
  'Fn::ImportValue': (name, scope) => scope.importValue(text(resolveIntrinsics(name, scope))),
  'Fn::GetStackOutput': (argument, scope) => {
    const { StackName, OutputName } = record(resolveIntrinsics(argument, scope));
    return scope.stackOutput(text(StackName), text(OutputName));
  },
  'Fn::FindInMap': (argument, scope) => {
    const [map, first, second] = list(argument, scope).map(text);
    return scope.mapping(map ?? '', first ?? '', second ?? '');
  },
  'Fn::GetAZs': () => ['us-east-1a', 'us-east-1b', 'us-east-1c'],
  'Fn::Base64': (argument, scope) => Buffer.from(text(resolveIntrinsics(argument, scope))).toString('base64'),
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveIntrinsics(argument, scope)),
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = Array.isArray(argument) ? argument : [];
    return resolveIntrinsics(scope.condition(text(name)) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(argument, scope);
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (argument, scope) => !list(argument, scope)[0],
  'Fn::And': (argument, scope) => list(argument, scope).every(Boolean),
  'Fn::Or': (argument, scope) => list(argument, scope).some(Boolean),
};

function substitute(argument: unknown, scope: Scope): string {
  const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = record(resolveIntrinsics(given ?? {}, scope));
  return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return text(variables[name]);
    const [logicalId = '', ...attribute] = name.split('.');
    return text(attribute.length > 0 ? scope.attribute(logicalId, attribute.join('.')) : scope.ref(name));
  });
}

function list(value: unknown, scope: Scope): unknown[] {
  const resolved = resolveIntrinsics(value, scope);
  return Array.isArray(resolved) ? resolved : [resolved];
}

function record(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : String(value ?? '');
}
