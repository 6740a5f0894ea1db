import * as z from 'zod';
import type { Contract } from '#runtime/contract';
import { staffContracts } from '../support/contracts.ts';
import { refusals } from '../support/refusals.ts';
import { type Ready, requestFor } from '../support/requests.ts';
import { everyThing, type World } from '../support/things.ts';

jest.setTimeout(300_000);

const deep = (levels: number) => `${'{"all":[{"not":'.repeat(levels)}1${'}]}'.repeat(levels)}`;

/** Half a character, NUL, what is invisible, and what means something to a table, a page, a spreadsheet or a template. */
const STRANGE = `a\u0000b\u200b\u202e\ud800') OR #n0 = :v1 <img src=x onerror=alert(1)> {{ workspace | json }}`;
/** What a caller may put wherever a value stands, as JSON. */
const HOSTILE = [
  ...['null', 'true', '-1', '1e308', '1e-200', '9007199254740993', '""', '[]', '["x"]', '{"$ne":null}', '"__proto__"'],
  ...[JSON.stringify(STRANGE), JSON.stringify('=HYPERLINK("//x")'), deep(30), deep(1_500), deep(50_000)],
  JSON.stringify('x'.repeat(1_000_000)),
];
/** The same in a URL. */
const IN_A_QUERY = [
  ...['', '0', '-1', '1.5', '1e309', 'NaN', 'true', '%00', 'a%00b', '%E0%A4%A', '[]', '__proto__', 'constructor'],
  ...['%7B%22%24gt%22%3A%22%22%7D', "1'%20OR%20'1'='1", '9'.repeat(400), 'x'.repeat(3_000)],
];

/** What was asked, and what was answered in place of what must be. */
type Wrong = [route: string, asked: string, answered: unknown];
type Ask = { contract: Contract; request: Ready; path: string; body: string | undefined };

const contracts = staffContracts();
const named = ({ method, path }: Contract) => `${method} ${path}`;

describe('a value nobody expects', () => {
  const { product, ask, control, nothingWritten } = refusals();
  const known: { world?: World } = {};

  beforeAll(async () => {
    known.world = await everyThing(product());
  }, 60_000);

  it('in the place of any value of any body is taken or refused, and what is refused writes nothing', async () => {
    const asks: Ask[] = [];
    for (const contract of contracts.filter(({ body }) => body !== undefined)) {
      const request = await prepared(contract);
      for (const body of hostileBodies(request.body ?? {})) asks.push({ contract, request, path: request.path, body });
    }

    expect(await wrongAnswers(asks)).toEqual([]);
  });

  it('in the place of any value of any query is taken or refused, and what is refused writes nothing', async () => {
    const asks: Ask[] = [];
    for (const contract of contracts) {
      if (!(contract.query instanceof z.ZodObject)) continue;
      const request = await prepared(contract);
      const [path = '', query = ''] = request.path.split('?');
      for (const key of Object.keys(contract.query.shape)) {
        const others = new URLSearchParams(query);
        others.delete(key);
        const strange = IN_A_QUERY.map((value) => `${key}=${value}`);
        for (const own of [...strange, `${key}[$ne]=1`, `${key}=1&${key}=2`, `${key}[]=1`]) {
          const body = request.body === undefined ? undefined : JSON.stringify(request.body);
          asks.push({ contract, request, path: `${path}?${[others, own].join('&')}`, body });
        }
      }
    }

    expect(await wrongAnswers(asks)).toEqual([]);
  });

  async function prepared(contract: Contract): Promise<Ready> {
    if (known.world === undefined) throw new Error('The workspace is filled by beforeAll');
    return requestFor(contract, known.world);
  }

  /** Sends everything, then once more what was refused: now nothing may be written, and the refusal must be in Intercom's form. */
  async function wrongAnswers(asks: Ask[]): Promise<Wrong[]> {
    const wrong: Wrong[] = [];
    // By what was said: the same words come from the same line of the product.
    const refused = new Map<string, Ask>();
    for (const each of asks) {
      const { contract, request, path, body } = each;
      const answer = await fetch(`${product().http}${path}`, {
        method: contract.method,
        headers: { ...request.headers, authorization: `Bearer ${product().workspace.accessToken}` },
        ...(body === undefined ? {} : { body }),
      });
      const text = await answer.text();
      if (answer.status >= 500) wrong.push([named(contract), shown(each), `${answer.status} ${text.slice(0, 200)}`]);
      else if (answer.status >= 400 && answer.status !== 429)
        refused.set(`${named(contract)} ${withoutId(text)}`, each);
    }
    await control('POST', '/settle');
    await nothingWritten(async () => {
      for (const each of refused.values()) {
        const { contract, request, path, body } = each;
        await ask(contract.method, path, { headers: request.headers, body }).catch((error: Error) => {
          wrong.push([named(contract), shown(each), error.message.slice(0, 600)]);
        });
      }
    });
    return wrong;
  }
});

function withoutId(text: string): string {
  return text.replace(/"request_id":"[^"]*"/, '');
}

function shown({ path, body = '' }: Ask): string {
  return `${path} ${body.length > 400 ? `${body.slice(0, 200)} ... ${body.slice(-200)}` : body}`.slice(0, 700);
}

/** Takes a body; returns it with each hostile value in place of each of its values, containers included. */
function hostileBodies(body: Record<string, unknown>): string[] {
  const places = placesIn(body);
  return places.flatMap((place) =>
    HOSTILE.map((value) => JSON.stringify(replaced(body, place, MARK)).replace(`"${MARK}"`, () => value)),
  );
}

const MARK = 'HERE-STANDS-SOMETHING-ELSE';
type Place = (string | number)[];

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => [[key], ...placesIn(inner).map((place) => [key, ...place])]);
}

function replaced(value: unknown, [first, ...rest]: Place, by: string): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((inner, index) => (index === first ? replaced(inner, rest, by) : inner));
  const record = value as Record<string, unknown>;
  return { ...record, [first]: replaced(record[first], rest, by) };
}
