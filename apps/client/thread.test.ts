import type { ShownPart } from '../../events/socket-frame.ts';
import { type PartsPage, type ThreadOptions, thread } from './thread.ts';

describe('thread', () => {
  it('takes the part that follows as it comes', async () => {
    const { held, asked } = aThread([aPart(1)]);
    await held.catchUp();

    held.receive({ type: 'part', conversation_id: '1', seq: 2, part: aPart(2) });

    expect(seqs(held.parts())).toEqual([1, 2]);
    expect(asked).toEqual([0]);
  });

  it('drops a part that it knows', async () => {
    const { held } = aThread([aPart(1), aPart(2)]);
    await held.catchUp();

    held.receive({ type: 'part', conversation_id: '1', seq: 2, part: aPart(2, { body: 'other' }) });

    expect(held.parts()[1]?.body).toBe('<p>2</p>');
  });

  it('fills a gap, page after page', async () => {
    const { held, asked, all } = aThread([aPart(1)]);
    await held.catchUp();
    all.push(aPart(2), aPart(3), aPart(4));

    held.receive({ type: 'part', conversation_id: '1', seq: 4, part: aPart(4) });
    await held.catchUp();

    expect(seqs(held.parts())).toEqual([1, 2, 3, 4]);
    expect(asked.slice(0, 3)).toEqual([0, 1, 3]);
  });

  it('reads a part that was too large for its frame', async () => {
    const { held, all } = aThread([aPart(1)]);
    await held.catchUp();
    all.push(aPart(2));

    held.receive({ type: 'part', conversation_id: '1', seq: 2, fetch: true });
    await held.catchUp();

    expect(seqs(held.parts())).toEqual([1, 2]);
  });

  it('goes on behind a part that is not for it', async () => {
    const { held, asked } = aThread([aPart(1)], { last_seq: 5 });
    await held.catchUp();

    held.receive({ type: 'part', conversation_id: '1', seq: 6, part: aPart(6) });

    expect(seqs(held.parts())).toEqual([1, 6]);
    expect(asked).toEqual([0]);
  });

  it('shows a message as sending until it is in the conversation', async () => {
    const { held, all } = aThread([], {
      send: async ({ clientId }) => {
        expect(held.pending()).toMatchObject([{ body: 'Hi', state: 'sending' }]);
        all.push(aPart(1, { client_id: clientId }));
      },
    });

    await held.say({ body: 'Hi' });

    expect(held.pending()).toEqual([]);
    expect(seqs(held.parts())).toEqual([1]);
  });

  it('sends a failed message again under the same id', async () => {
    const sent: string[] = [];
    const { held, all } = aThread([], {
      send: async ({ clientId }) => {
        sent.push(clientId);
        if (sent.length === 1) throw new Error('offline');
        all.push(aPart(1, { client_id: clientId }));
      },
    });

    await expect(held.say({ body: 'Hi' })).rejects.toThrow('offline');
    const [failed] = held.pending();
    expect(failed?.state).toBe('failed');
    await held.say({ body: 'Hi', clientId: failed?.clientId ?? '' });

    expect(sent[1]).toBe(sent[0]);
    expect(held.pending()).toEqual([]);
  });
});

/** A thread over a conversation on a server that gives two parts a page. */
function aThread(all: ShownPart[], options: Partial<Pick<ThreadOptions, 'send'>> & { last_seq?: number } = {}) {
  const asked: number[] = [];
  const fetchAfter = async (seq: number): Promise<PartsPage> => {
    asked.push(seq);
    const parts = all.filter((part) => part.seq > seq).slice(0, 2);
    return { parts, last_seq: options.last_seq ?? parts.at(-1)?.seq ?? seq, has_more: parts.length === 2 };
  };
  const held = thread({ fetchAfter, send: options.send ?? (async () => {}), onChange: () => {} });
  return { held, asked, all };
}

function aPart(seq: number, changes: Partial<ShownPart> = {}): ShownPart {
  const author = { type: 'admin' as const, id: '1', name: 'Ada' };
  return {
    id: String(seq),
    seq,
    part_type: 'comment',
    body: `<p>${seq}</p>`,
    author,
    state: 'open',
    client_id: null,
    created_at: seq,
    ...changes,
  };
}

function seqs(parts: ShownPart[]): number[] {
  return parts.map((part) => part.seq);
}
