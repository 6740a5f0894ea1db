import { useEffect, useRef } from 'preact/hooks';
import type { ShownPart } from '../../events/socket-frame.ts';
import { RichText } from '../client/rich-text.tsx';
import type { PendingMessage } from '../client/thread.ts';
import { longTime, shortTime } from '../client/time.ts';
import { Avatar } from './avatar.tsx';

type Props = {
  parts: ShownPart[];
  pending: PendingMessage[];
  typing: string;
  onRetry(message: PendingMessage): void;
};

const DEEDS: Partial<Record<ShownPart['part_type'], string>> = {
  close: 'closed the conversation',
  open: 'reopened the conversation',
  assignment: 'changed the assignment',
  snoozed: 'snoozed the conversation',
};

/** The messages of a conversation and what was done to it, oldest first; keeps the end in view. */
export function Messages({ parts, pending, typing, onRetry }: Props) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [parts.length, pending.length, typing]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="messages" aria-label="Conversation" tabIndex={0}>
      <div role="log" aria-live="polite" aria-label="Messages">
        {parts.map((part) => (
          <Part key={part.seq} part={part} />
        ))}
        {pending.map((message) => (
          <div key={message.clientId} class={`message ours ${message.note ? 'note' : ''} ${message.state}`}>
            <div class="bubble">
              <p>{message.body}</p>
            </div>
            <span class="meta">
              {message.state === 'sending' ? 'Sending…' : 'Not sent. '}
              {message.state === 'failed' ? (
                <button type="button" class="link" onClick={() => onRetry(message)}>
                  Try again
                </button>
              ) : null}
            </span>
          </div>
        ))}
      </div>
      <p class="typing" role="status">
        {typing}
      </p>
      <div ref={end} />
    </section>
  );
}

function Part({ part }: { part: ShownPart }) {
  const name = part.author.name ?? 'Visitor';
  const deed = DEEDS[part.part_type];
  const ours = part.author.type === 'admin' || part.author.type === 'bot';
  return (
    <>
      {part.body === null ? null : (
        <article class={`message ${ours ? 'ours' : 'theirs'} ${part.part_type === 'note' ? 'note' : ''}`}>
          {ours ? null : <Avatar name={name} />}
          <div class="bubble" dir="auto">
            <RichText html={part.body} />
          </div>
          <span class="meta">
            {part.part_type === 'note' ? 'Note · ' : ''}
            {name} · <time title={longTime(part.created_at)}>{shortTime(part.created_at)}</time>
          </span>
        </article>
      )}
      {deed === undefined ? null : (
        <p class="deed">
          {name} {deed} · <time title={longTime(part.created_at)}>{shortTime(part.created_at)}</time>
        </p>
      )}
    </>
  );
}
