import './inbox.css';
import { render } from 'preact';
import { forgetDrafts } from '../client/draft.ts';
import { inboxApi } from './api.ts';
import { Inbox } from './inbox.tsx';
import { Notice } from './notice.tsx';
import { type InboxConfig, type SignIn, signIn } from './sign-in.ts';
import { rememberedWorkspace, rememberWorkspace, WorkspaceForm } from './workspace-form.tsx';

const root = document.getElementById('app') ?? document.body;

let signing: SignIn | undefined;

// A page that Back brings to life as it was left may ask to sign in although the teammate has meanwhile.
window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

await start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : 'Something went wrong.';
  render(
    <Notice title="The inbox did not open" text={message} action="Try again" onAction={() => void restart()} />,
    root,
  );
});

async function start(): Promise<void> {
  const answer = await fetch('/inbox/config.json');
  if (!answer.ok) throw new Error('The server does not answer.');
  const config: InboxConfig = await answer.json();
  const signs = signIn(config);
  signing = signs;
  const teammate = await signs.current();

  const workspace = new URLSearchParams(location.search).get('workspace') || rememberedWorkspace();
  if (!workspace) {
    render(<WorkspaceForm />, root);
    return;
  }
  rememberWorkspace(workspace);
  const begin = () => void signs.begin(workspace).catch(notReached);
  if (teammate === undefined) {
    render(<Notice title="Inbox" text="Answer your customers." action="Sign in" onAction={begin} />, root);
    return;
  }
  const leave = () => {
    forgetDrafts();
    void signs.end().finally(() => location.reload());
  };
  const api = inboxApi(teammate, workspace);
  const websocket = `${config.websocket}?workspace=${encodeURIComponent(workspace)}`;
  render(<Inbox api={api} workspace={workspace} websocket={websocket} onSignedOut={begin} onLeave={leave} />, root);
}

function notReached(): void {
  const text = 'The sign-in service does not answer.';
  render(
    <Notice title="The inbox did not open" text={text} action="Try again" onAction={() => void restart()} />,
    root,
  );
}

async function restart(): Promise<void> {
  await signing?.end().catch(() => {});
  location.assign(`/inbox?workspace=${encodeURIComponent(rememberedWorkspace() ?? '')}`);
}
