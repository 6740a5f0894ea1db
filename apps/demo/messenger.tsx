import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { MessengerApi } from './messenger-api.ts';
import { MessengerPanel } from './messenger-panel.tsx';

/** The launcher in the corner and the panel it opens. Nothing is asked of the server before that. */
export function Messenger({ open }: { open(): Promise<MessengerApi> }) {
  const [shown, setShown] = useState(true);
  const [api, setApi] = useState<MessengerApi>();
  const [problem, setProblem] = useState(false);
  const launcher = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);

  const hide = useCallback(() => {
    setShown(false);
    launcher.current?.focus();
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [hide]);
  useEffect(() => {
    if (!shown || asked.current) return;
    asked.current = true;
    open().then(setApi, () => setProblem(true));
  }, [shown, open]);

  return (
    <div class="messenger">
      {shown ? (
        <section class="panel" role="dialog" aria-label="Messenger">
          <header>
            <span class="faces" aria-hidden="true">
              <i>M</i>
              <i>T</i>
            </span>
            <div>
              <strong>Acme Analytics</strong>
              <span class="promise">We usually answer in a few minutes</span>
            </div>
            <button type="button" class="hide" onClick={hide} aria-label="Close the messenger">
              ×
            </button>
          </header>
          {api === undefined ? (
            <p class="wait">{problem ? 'The messenger cannot be reached.' : 'One moment…'}</p>
          ) : (
            <MessengerPanel api={api} />
          )}
        </section>
      ) : null}
      <button
        ref={launcher}
        type="button"
        class="launcher"
        aria-haspopup="dialog"
        aria-expanded={shown}
        aria-label={shown ? 'Close the messenger' : 'Open the messenger'}
        onClick={() => setShown(!shown)}
      >
        {shown ? '⌄' : '💬'}
      </button>
    </div>
  );
}
