import { Failure } from '#domain/kernel/failure';
import { type Deployment, readDeployment, webSocketApiIds } from './assembly/deployment.ts';
import { loadAssembly } from './assembly/load-assembly.ts';
import { type Addresses, localAddresses } from './assembly/local-addresses.ts';
import { resolveStacks } from './assembly/resolve-stacks.ts';
import type { Faults } from './faults/faults.ts';
import type { FunctionRegistry } from './functions/function-registry.ts';
import type { Checkpoints } from './triggers/checkpoints.ts';
import { putGivenUp } from './triggers/given-up.ts';
import { QueueClient } from './triggers/queue-client.ts';
import { queueTrigger } from './triggers/queue-trigger.ts';
import { streamTrigger } from './triggers/stream-trigger.ts';
import type { Trigger } from './triggers/trigger.ts';

/** Takes the folder of an assembly and the local addresses; returns what it deploys, with local values. */
export function readAssembly(folder: string, addresses: Addresses): Deployment {
  const stacks = loadAssembly(folder);
  const sockets = webSocketApiIds(resolveStacks(stacks, (text) => text));
  return readDeployment(resolveStacks(stacks, localAddresses(addresses, sockets)));
}

export type TriggerPorts = {
  dynamodb: string;
  messaging: string;
  /** The engine's stream ARN by the template's. */
  streams: Map<string, string>;
  functions: FunctionRegistry;
  checkpoints: Checkpoints;
  faults: Faults;
  clock: { now(): number; offset: number };
};

/**
 * Takes a deployment and the triggers that run; returns a trigger for each of its event sources, by what it
 * is made of, so that one whose source did not change stays, with the messages it holds.
 * @throws internal for a source it does not know.
 */
export function makeTriggers(
  deployment: Deployment,
  running: Map<string, Trigger>,
  ports: TriggerPorts,
): Map<string, Trigger> {
  const { faults, clock, checkpoints, functions, dynamodb } = ports;
  const client = new QueueClient(ports.messaging);
  const queue = (arn: string) => deployment.queues.find((candidate) => candidate.arn === arn);
  const giveUp = (arn: string, body: string) => putGivenUp(ports.messaging, arn, body, clock.now());

  const made = deployment.eventSources.map((source): [string, Trigger] => {
    const target = () => functions.get(source.functionName);
    const table = deployment.tables.find(({ streamArn }) => streamArn === source.sourceArn);
    const engineStreamArn = ports.streams.get(source.sourceArn);
    const from = queue(source.sourceArn);
    const key = JSON.stringify([source, from, engineStreamArn]);
    const same = running.get(key);
    if (same) return [key, same];
    if (table && engineStreamArn) {
      const streamPorts = { dynamodb, engineStreamArn, target, checkpoints, faults, clock, giveUp };
      return [key, streamTrigger(source, table, streamPorts)];
    }
    if (from) return [key, queueTrigger(source, from, { client, target, faults, clock, queue })];
    throw new Failure('internal', `The local runtime cannot read the event source ${source.sourceArn}.`);
  });
  return new Map(made);
}
