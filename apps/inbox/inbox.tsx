import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type LiveState, liveSocket } from '../client/live-socket.ts';
import { type ConversationRow, type InboxApi, type Me, SignedOut } from './api.ts';
import { ConversationList, type Filter } from './conversation-list.tsx';
import { ConversationView } from './conversation-view.tsx';
import { frameSource } from './frame-source.ts';

type Props = { api: InboxApi; websocket: string; onSignedOut(): void; onLeave(): void };

const STATES: Record<LiveState, string> = { connecting: 'Connecting…', live: 'Live', polling: 'Offline, checking…' };
/** In ms: several parts arrive together, the list is read once. */
const GATHER = 250;

/** The inbox: conversations on the left, the open one beside it; both follow the socket. */
export function Inbox({ api, websocket, onSignedOut, onLeave }: Props) {
  const [me, setMe] = useState<Me>();
  const [rows, setRows] = useState<ConversationRow[]>();
  const [filter, setFilter] = useState<Filter>('open');
  const [openId, setOpenId] = useState<string | undefined>(location.hash.slice(1) || undefined);
  const [state, setState] = useState<LiveState>('connecting');
  const [problem, setProblem] = useState<string>();
  const frames = useRef(frameSource());

  const report = useCallback(
    (error: unknown) => {
      if (error instanceof SignedOut) onSignedOut();
      else setProblem(error instanceof Error ? error.message : String(error));
    },
    [onSignedOut],
  );
  const refresh = useCallback(async () => {
    try {
      setRows((await api.conversations()).rows);
      setProblem(undefined);
    } catch (error) {
      report(error);
    }
  }, [api, report]);

  useEffect(() => {
    api.me().then(setMe, report);
    let gathering: number | undefined;
    const soon = () => {
      clearTimeout(gathering);
      gathering = window.setTimeout(() => void refresh(), GATHER);
    };
    const socket = liveSocket({
      address: async () => `${websocket}&ticket=${await api.ticket()}`,
      onFrame: (frame) => {
        frames.current.publish(frame);
        if (frame.type === 'part') soon();
      },
      onCatchUp: () => {
        frames.current.publish({ type: 'resync' });
        soon();
      },
      onState: setState,
    });
    frames.current.connect(socket.send);
    void refresh();
    return socket.stop;
  }, [api, websocket, refresh, report]);

  const open = (id: string) => {
    history.replaceState(null, '', `#${id}`);
    setOpenId(id);
  };
  const row = rows?.find(({ id }) => id === openId);

  return (
    <div class={`inbox ${row ? 'has-open' : ''}`}>
      <header class="bar">
        <span class="mark" aria-hidden="true" />
        <strong>{me?.app.name ?? 'Inbox'}</strong>
        <span class={`live ${state}`} role="status">
          {STATES[state]}
        </span>
        <span class="me">{me?.name}</span>
        <button type="button" class="quiet" onClick={onLeave}>
          Sign out
        </button>
      </header>
      {problem ? (
        <p class="problem" role="alert">
          {problem}
        </p>
      ) : null}
      <ConversationList rows={rows} filter={filter} onFilter={setFilter} openId={openId} onOpen={open} />
      {row ? (
        <ConversationView
          key={row.id}
          api={api}
          row={row}
          frames={frames.current}
          onProblem={report}
          onBack={() => setOpenId(undefined)}
        />
      ) : (
        <main class="nothing">
          <p>{rows?.length === 0 ? 'No conversations yet.' : 'Choose a conversation.'}</p>
        </main>
      )}
    </div>
  );
}
