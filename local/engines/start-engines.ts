import { mkdirSync } from 'node:fs';
import { type DynamoDbEngineName, type Engine, startDynamoDb } from './dynamodb.ts';
import { type EngineThread, startEngineThread } from './engine-thread.ts';

export type Engines = {
  dynamodb: Engine;
  messaging: EngineThread;
  mail: EngineThread;
  signIn: EngineThread;
  stop(): Promise<void>;
};

/** Starts all engines side by side. Takes the clock they share and the folder to keep data in. Starts all or none. */
export async function startEngines(options: {
  clock: SharedArrayBuffer;
  data: string | undefined;
  dynamodb: DynamoDbEngineName | undefined;
}): Promise<Engines> {
  const { clock, data } = options;
  if (data) mkdirSync(data, { recursive: true });
  const started: { stop(): Promise<void> }[] = [];
  const keep = <T extends { stop(): Promise<void> }>(engine: T) => {
    started.push(engine);
    return engine;
  };
  const stop = async () => {
    await Promise.all(started.map((engine) => engine.stop()));
  };
  const thread = (module: string, threadData: unknown) => startEngineThread(`engines/${module}`, threadData).then(keep);

  const starting = [
    startDynamoDb({ data, ...(options.dynamodb ? { engine: options.dynamodb } : {}) }).then(keep),
    thread('messaging-thread.ts', { data }),
    thread('mail-thread.ts', { clock }),
    thread('sign-in-thread.ts', { clock }),
  ] as const;
  try {
    const [dynamodb, messaging, mail, signIn] = await Promise.all(starting);
    return { dynamodb, messaging, mail, signIn, stop };
  } catch (error) {
    await Promise.allSettled(starting);
    await stop();
    throw error;
  }
}
