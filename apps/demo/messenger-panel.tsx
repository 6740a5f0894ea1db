import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { ShownPart } from '../../events/socket-frame.ts';
import { draftOf, keepDraft } from '../client/draft.ts';
import { liveSocket } from '../client/live-socket.ts';
import { RichText } from '../client/rich-text.tsx';
import { type PartsPage, type PendingMessage, thread } from '../client/thread.ts';
import { shortTime } from '../client/time.ts';
import { typingSignal } from '../client/typing-signal.ts';
import type { MessengerApi } from './messenger-api.ts';

/** In ms. */
const TYPING_FOR = 6_000;
/** Under which the unsent text is kept. */
const PLACE = 'messenger';
const NOTHING: PartsPage = { parts: [], last_seq: 0, has_more: false };

/** The contact's conversation: what was said, and where to say more. */
export function MessengerPanel({ api }: { api: MessengerApi }) {
  const [, changed] = useReducer((count: number) => count + 1, 0);
  const [typing, setTyping] = useState(false);
  const conversation = useRef<string | undefined>(undefined);
  const tell = useRef<() => void>(() => {});
  const quiet = useRef<number | undefined>(undefined);
  const typed = useMemo(() => typingSignal(() => tell.current()), []);
  // What is written before the first answer belongs to the conversation that the answer names.
  const known = async () => {
    conversation.current ??= await api.current();
    return conversation.current;
  };
  const held = useMemo(
    () =>
      thread({
        fetchAfter: async (seq) => {
          const id = await known();
          return id === undefined ? NOTHING : await api.partsAfter(id, seq);
        },
        send: async (message) => {
          const id = await known();
          if (id === undefined) conversation.current = (await api.begin(message)).conversation;
          else await api.say(id, message);
        },
        onChange: () => changed(undefined),
      }),
    [api],
  );

  useEffect(() => {
    const catchUp = () => void held.catchUp().catch(() => {});
    const socket = liveSocket({
      address: api.socketAddress,
      onFrame: (frame) => {
        if (!('conversation_id' in frame) || frame.conversation_id !== conversation.current) return;
        clearTimeout(quiet.current);
        setTyping(frame.type === 'typing');
        if (frame.type === 'part') held.receive(frame);
        else quiet.current = window.setTimeout(() => setTyping(false), TYPING_FOR);
      },
      onCatchUp: catchUp,
      onState: () => {},
    });
    tell.current = () => {
      if (conversation.current) socket.send({ type: 'typing', conversation_id: conversation.current });
    };
    catchUp();
    return socket.stop;
  }, [api, held]);

  const say = (message: Pick<PendingMessage, 'body'> & { clientId?: string }) => void held.say(message).catch(() => {});
  return (
    <>
      <Thread parts={held.parts()} pending={held.pending()} typing={typing} onRetry={say} />
      <Writer onTyping={typed} onSay={(body) => say({ body })} />
    </>
  );
}

type ThreadProps = {
  parts: ShownPart[];
  pending: PendingMessage[];
  typing: boolean;
  onRetry(message: PendingMessage): void;
};

function Thread({ parts, pending, typing, onRetry }: ThreadProps) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [parts.length, pending.length, typing]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="thread" aria-label="Conversation" tabIndex={0}>
      <div role="log" aria-live="polite" aria-label="Messages">
        <p class="hello">Hi! Ask us anything about Acme.</p>
        {parts.map((part) =>
          part.body === null ? null : (
            <div key={part.seq} class={part.author.type === 'admin' ? 'said theirs' : 'said mine'}>
              <div class="bubble" dir="auto">
                <RichText html={part.body} />
              </div>
              <span class="when">
                {part.author.type === 'admin' ? `${part.author.name ?? 'Acme'} · ` : ''}
                {shortTime(part.created_at)}
              </span>
            </div>
          ),
        )}
        {pending.map((message) => (
          <div key={message.clientId} class="said mine typed">
            <div class="bubble">
              <p>{message.body}</p>
            </div>
            <span class="when">
              {message.state === 'sending' ? 'Sending…' : null}
              {message.state === 'failed' ? (
                <button type="button" class="again" onClick={() => onRetry(message)}>
                  Not sent. Try again
                </button>
              ) : null}
            </span>
          </div>
        ))}
      </div>
      <p class="typing" role="status">
        {typing ? 'Somebody is typing…' : ''}
      </p>
      <div ref={end} />
    </section>
  );
}

function Writer({ onTyping, onSay }: { onTyping(): void; onSay(body: string): void }) {
  const [text, show] = useState(() => draftOf(PLACE));
  const setText = (value: string) => {
    show(value);
    keepDraft(PLACE, value);
  };
  const send = () => {
    if (text.trim() === '') return;
    onSay(text);
    setText('');
  };
  return (
    <form
      class="writer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        rows={1}
        value={text}
        aria-label="Your message"
        placeholder="Write a message…"
        onInput={(event) => {
          setText(event.currentTarget.value);
          onTyping();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            send();
          }
        }}
      />
      <button type="submit" class="send" disabled={text.trim() === ''}>
        Send
      </button>
    </form>
  );
}
