import { useEffect, useRef } from 'preact/hooks';
import { shortTime } from '../client/time.ts';
import type { ConversationRow } from './api.ts';
import { Avatar } from './avatar.tsx';

export type Filter = 'open' | 'closed' | 'all';

type Props = {
  rows: ConversationRow[] | undefined;
  /** Whether there are older ones than these. */
  hasMore: boolean;
  onMore(): Promise<void>;
  filter: Filter;
  onFilter(filter: Filter): void;
  openId: string | undefined;
  onOpen(id: string): void;
};

const FILTERS: [Filter, string][] = [
  ['open', 'Open'],
  ['closed', 'Closed'],
  ['all', 'All'],
];

/** The list of conversations, newest activity first. Arrow keys move in it. */
export function ConversationList({ rows, hasMore, onMore, filter, onFilter, openId, onOpen }: Props) {
  const shown = (rows ?? []).filter((row) => matches(row, filter));
  return (
    <nav class="list" aria-label="Conversations">
      <fieldset class="filters">
        <legend class="hidden">Show</legend>
        {FILTERS.map(([value, label]) => (
          <button
            type="button"
            key={value}
            class={filter === value ? 'on' : ''}
            aria-pressed={filter === value}
            onClick={() => onFilter(value)}
          >
            {label}{' '}
            <span>
              {(rows ?? []).filter((row) => matches(row, value)).length}
              {hasMore ? '+' : ''}
            </span>
          </button>
        ))}
      </fieldset>
      <ul onKeyDown={moveFocus}>
        {shown.map((row) => (
          <li key={row.id}>
            <Row row={row} current={row.id === openId} onOpen={onOpen} />
          </li>
        ))}
        {hasMore ? (
          <li>
            <More key={shown.length} onMore={onMore} />
          </li>
        ) : null}
      </ul>
      {rows !== undefined && shown.length === 0 && !hasMore ? <p class="empty">Nothing here.</p> : null}
    </nav>
  );
}

/** Asks for a page of older conversations when it comes into sight, and as a button: a page may have none that the filter shows. */
function More({ onMore }: { onMore(): Promise<void> }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void onMore();
    });
    if (button.current) seen.observe(button.current);
    return () => seen.disconnect();
  }, [onMore]);
  return (
    <button ref={button} type="button" class="more" onClick={() => void onMore()}>
      Show older conversations
    </button>
  );
}

function Row({ row, current, onOpen }: { row: ConversationRow; current: boolean; onOpen(id: string): void }) {
  const { author } = row.source;
  const name = author.name ?? author.email ?? 'Visitor';
  const waiting = row.waiting_since !== null && row.state === 'open';
  return (
    <button
      type="button"
      class={`row ${waiting ? 'waiting' : ''}`}
      aria-current={current ? 'true' : undefined}
      onClick={() => onOpen(row.id)}
    >
      <Avatar name={name} />
      <span class="row-text">
        <span class="row-head">
          <strong>{name}</strong>
          <time>{shortTime(row.updated_at)}</time>
        </span>
        <span class="row-body">
          <span class="preview">{plain(row.source.body)}</span>
          {waiting ? <span class="dot" role="img" aria-label="Waiting for an answer" /> : null}
          {row.state === 'closed' ? <span class="tag">Closed</span> : null}
        </span>
      </span>
    </button>
  );
}

function matches(row: ConversationRow, filter: Filter): boolean {
  return filter === 'all' || (filter === 'closed') === (row.state === 'closed');
}

function plain(html: string): string {
  return (
    new DOMParser().parseFromString(
      html.replace(/<(?:br|hr|\/(?:p|div|h\d|li|dt|dd|td|th|tr|pre|blockquote))>/g, ' $&'),
      'text/html',
    ).body.textContent ?? ''
  );
}

function moveFocus(event: KeyboardEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.currentTarget instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll('button')];
  const at = rows.findIndex((row) => row.matches(':focus'));
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}
