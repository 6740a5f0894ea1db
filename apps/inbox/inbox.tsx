import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type LiveState, liveSocket } from '../client/live-socket.ts';
import { type InboxApi, type Me, SignedOut } from './api.ts';
import { ConversationList, type Filter } from './conversation-list.tsx';
import { conversationPages } from './conversation-pages.ts';
import { ConversationView } from './conversation-view.tsx';
import { frameSource } from './frame-source.ts';

type Props = { api: InboxApi; workspace: string; websocket: string; onSignedOut(): void; onLeave(): void };

const STATES: Record<LiveState, string> = { connecting: 'Connecting…', live: 'Live', polling: 'Offline, checking…' };
/** In ms: several parts arrive together, the list is read once. */
const GATHER = 250;

/** The inbox: conversations on the left, the open one beside it; both follow the socket. */
export function Inbox({ api, workspace, websocket, onSignedOut, onLeave }: Props) {
  const [me, setMe] = useState<Me>();
  const pages = useMemo(() => conversationPages(api), [api]);
  const [rows, setRows] = useState(pages.rows());
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
  const showing = useCallback(
    async (read: () => Promise<void>) => {
      try {
        await read();
        setRows(pages.rows());
        setProblem(undefined);
      } catch (error) {
        report(error);
      }
    },
    [pages, report],
  );
  const refresh = useCallback(() => showing(pages.refresh), [showing, pages]);
  const more = useCallback(() => showing(pages.more), [showing, pages]);

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

  useEffect(() => {
    const onMove = () => setOpenId(location.hash.slice(1) || undefined);
    window.addEventListener('popstate', onMove);
    return () => window.removeEventListener('popstate', onMove);
  }, []);
  // Back leads to the conversation before, and not out of the inbox.
  const open = (id: string | undefined) => {
    if (id === openId) return;
    history.pushState(null, '', id === undefined ? location.pathname + location.search : `#${id}`);
    setOpenId(id);
  };
  const row = rows?.find(({ id }) => id === openId);
  const isMissing = rows !== undefined && row === undefined;
  useEffect(() => {
    if (isMissing && openId !== undefined) void showing(() => pages.find(openId));
  }, [isMissing, openId, pages, showing]);

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
      <ConversationList
        rows={rows}
        hasMore={pages.hasMore()}
        onMore={more}
        filter={filter}
        onFilter={setFilter}
        openId={openId}
        onOpen={open}
      />
      {row ? (
        <ConversationView
          key={row.id}
          api={api}
          workspace={workspace}
          row={row}
          frames={frames.current}
          onProblem={report}
          onBack={() => open(undefined)}
        />
      ) : (
        <main class="nothing">
          <p>{rows?.length === 0 ? 'No conversations yet.' : 'Choose a conversation.'}</p>
        </main>
      )}
    </div>
  );
}
