import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { thread } from '../client/thread.ts';
import { typingSignal } from '../client/typing-signal.ts';
import type { ConversationRow, InboxApi } from './api.ts';
import { Composer } from './composer.tsx';
import { ContactDetails } from './contact-details.tsx';
import type { FrameSource } from './frame-source.ts';
import { Messages } from './messages.tsx';

type Props = {
  api: InboxApi;
  workspace: string;
  row: ConversationRow;
  frames: FrameSource;
  onProblem(error: unknown): void;
  onBack(): void;
};

/** In ms: how long somebody is taken to be typing after they said so. */
const TYPING_FOR = 6_000;

/** One conversation: its messages, what to do with it, and who it is with. */
export function ConversationView({ api, workspace, row, frames, onProblem, onBack }: Props) {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const [typing, setTyping] = useState(false);
  const typed = useMemo(() => typingSignal(() => frames.send({ type: 'typing', conversation_id: row.id })), [row.id]);
  const quiet = useRef<number | undefined>(undefined);
  const held = useMemo(
    () =>
      thread({
        fetchAfter: (seq) => api.partsAfter(row.id, seq),
        send: (message) => api.reply(row.id, message),
        onChange: () => changed(undefined),
      }),
    [api, row.id],
  );

  useEffect(() => {
    held.catchUp().catch(onProblem);
    return frames.listen((frame) => {
      if (frame.type === 'resync') held.catchUp().catch(onProblem);
      if (!('conversation_id' in frame) || frame.conversation_id !== row.id) return;
      if (frame.type === 'part') {
        setTyping(false);
        held.receive(frame);
      } else if (frame.author.type === 'contact') {
        setTyping(true);
        clearTimeout(quiet.current);
        quiet.current = window.setTimeout(() => setTyping(false), TYPING_FOR);
      }
    });
  }, [held, frames, row.id, onProblem]);

  const name = row.source.author.name ?? row.source.author.email ?? 'Visitor';
  const closed = (held.parts().at(-1)?.state ?? row.state) === 'closed';
  const change = (to: 'close' | 'open', body?: string) =>
    api.change(row.id, to, body).then(() => held.catchUp(), onProblem);

  return (
    <>
      <main class="conversation">
        <header class="conversation-head">
          <button type="button" class="quiet back" onClick={onBack} aria-label="Back to the list">
            ←
          </button>
          <h1>{name}</h1>
          <span class={`state ${closed ? 'closed' : 'open'}`}>{closed ? 'Closed' : 'Open'}</span>
          <button type="button" onClick={() => void change(closed ? 'open' : 'close')}>
            {closed ? 'Reopen' : 'Close'}
          </button>
        </header>
        <Messages
          parts={held.parts()}
          pending={held.pending()}
          typing={typing ? `${name} is typing…` : ''}
          onRetry={(message) => void held.say(message).catch(onProblem)}
        />
        <Composer
          name={name}
          place={`${workspace}.${row.id}`}
          onTyping={typed}
          onSay={(body, note) => void held.say({ body, note }).catch(onProblem)}
          onSayAndClose={(body) => void change('close', body)}
        />
      </main>
      <ContactDetails api={api} contactId={row.contacts.contacts[0]?.id} onProblem={onProblem} />
    </>
  );
}
