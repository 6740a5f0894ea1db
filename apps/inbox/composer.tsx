import { useRef, useState } from 'preact/hooks';
import { draftOf, keepDraft } from '../client/draft.ts';

type Props = {
  name: string;
  /** What the text belongs to: it is kept until it is sent. */
  place: string;
  onTyping(): void;
  onSay(body: string, note: boolean): void;
  onSayAndClose(body: string): void;
};

/** Where a teammate writes a reply or a note. Ctrl or Command with Enter sends. */
export function Composer({ name, place, onTyping, onSay, onSayAndClose }: Props) {
  const [note, setNote] = useState(false);
  const [text, show] = useState(() => draftOf(place));
  const setText = (value: string) => {
    show(value);
    keepDraft(place, value);
  };
  const field = useRef<HTMLTextAreaElement>(null);
  const empty = text.trim() === '';
  const send = (say: (body: string) => void) => {
    if (empty) return;
    say(text);
    setText('');
    field.current?.focus();
  };
  const choose = (value: boolean) => {
    setNote(value);
    field.current?.focus();
  };
  return (
    <form
      class={`composer ${note ? 'note' : ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        send((body) => onSay(body, note));
      }}
    >
      <div class="modes">
        <button type="button" aria-pressed={!note} onClick={() => choose(false)}>
          Reply
        </button>
        <button type="button" aria-pressed={note} onClick={() => choose(true)}>
          Note
        </button>
      </div>
      <textarea
        ref={field}
        rows={3}
        value={text}
        aria-label={note ? 'Note for your team' : `Reply to ${name}`}
        placeholder={note ? 'Write a note that only your team sees…' : `Reply to ${name}…`}
        onInput={(event) => {
          setText(event.currentTarget.value);
          if (!note) onTyping();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            send((body) => onSay(body, note));
          }
        }}
      />
      <div class="actions">
        <span class="hint">Ctrl + Enter sends</span>
        {note ? null : (
          <button type="button" disabled={empty} onClick={() => send(onSayAndClose)}>
            Send and close
          </button>
        )}
        <button type="submit" class="primary" disabled={empty}>
          {note ? 'Add note' : 'Send'}
        </button>
      </div>
    </form>
  );
}
