import { type Local, startLocal } from '../local.ts';
import { writeTinyAssembly } from './tiny-assembly.ts';

/** What the tiny functions note; each note has the fields of its kind. */
export type Note = Record<string, unknown>;

/** Starts the tiny assembly before the tests of a file and stops it after them. Takes a name of its own for its folder. */
export function tinyProduct(name: string) {
  const assembly = writeTinyAssembly(name);
  let running: Local | undefined;

  beforeAll(async () => {
    running = await startLocal({ assembly: assembly.folder, seed: 'nothing' });
  }, 60_000);
  afterAll(async () => {
    await running?.stop();
    assembly.remove();
  });
  afterEach(() => local().control('PUT', '/faults', []));

  function local(): Local {
    if (!running) throw new Error('The tiny product did not start');
    return running;
  }

  /** Calls the API function: with a body as POST. */
  async function call<Answer = Note>(path: string, body?: unknown): Promise<Answer> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await (await local().fetch(`/api/${path}`, init)).json()) as Answer;
  }

  return {
    local,
    call,
    /** What functions noted under a kind, in order. */
    notes: <Kind = Note>(kind: string) => call<Kind[]>(`notes?kind=${encodeURIComponent(kind)}`),
    settle: () => local().control('POST', '/settle'),
    advance: (duration: string) => local().control<{ now: string }>('PUT', '/clock', { advance: duration }),
    faults: (...list: object[]) => local().control('PUT', '/faults', list),
  };
}
