import './inbox.css';
import { render } from 'preact';
import { inboxApi } from './api.ts';
import { Inbox } from './inbox.tsx';
import { Notice } from './notice.tsx';
import { beginSignIn, currentToken, finishSignIn, forgetToken, type InboxConfig } from './sign-in.ts';
import { rememberedWorkspace, rememberWorkspace, WorkspaceForm } from './workspace-form.tsx';

const root = document.getElementById('app') ?? document.body;

await start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : 'Something went wrong.';
  render(<Notice title="The inbox did not open" text={message} action="Try again" onAction={restart} />, root);
});

async function start(): Promise<void> {
  const answer = await fetch('/inbox/config.json');
  if (!answer.ok) throw new Error('The server does not answer.');
  const config: InboxConfig = await answer.json();
  await finishSignIn(config);

  const workspace = new URLSearchParams(location.search).get('workspace') || rememberedWorkspace();
  if (!workspace) {
    render(<WorkspaceForm />, root);
    return;
  }
  rememberWorkspace(workspace);
  const token = currentToken();
  if (token === undefined) {
    const signIn = () => void beginSignIn(config, workspace);
    render(<Notice title="Inbox" text="Answer your customers." action="Sign in" onAction={signIn} />, root);
    return;
  }
  const signedOut = () => {
    forgetToken();
    void beginSignIn(config, workspace);
  };
  const leave = () => {
    forgetToken();
    location.reload();
  };
  const api = inboxApi(token, workspace);
  const websocket = `${config.websocket}?workspace=${encodeURIComponent(workspace)}`;
  render(<Inbox api={api} websocket={websocket} onSignedOut={signedOut} onLeave={leave} />, root);
}

function restart(): void {
  forgetToken();
  location.assign(`/inbox?workspace=${encodeURIComponent(rememberedWorkspace() ?? '')}`);
}
