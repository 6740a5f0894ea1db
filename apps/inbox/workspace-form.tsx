const KEY = 'parley.workspace';

/** Returns the workspace last opened in this browser. */
export function rememberedWorkspace(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    // Storage may be forbidden: then it is asked for.
    return undefined;
  }
}

/** Keeps the workspace for the next visit. */
export function rememberWorkspace(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // Storage may be forbidden: then it is asked for.
  }
}

/** Asks which workspace to open, where the address does not say. */
export function WorkspaceForm() {
  return (
    <main class="notice">
      <form class="notice-card" method="get" action="/inbox" onSubmit={open}>
        <span class="mark" aria-hidden="true" />
        <h1>Inbox</h1>
        <label for="workspace">Workspace id</label>
        <input id="workspace" name="workspace" required pattern="[a-z0-9]{8,16}" autocomplete="off" />
        <button type="submit" class="primary">
          Open
        </button>
      </form>
    </main>
  );
}

function open(event: SubmitEvent): void {
  event.preventDefault();
  const input = document.getElementById('workspace');
  const id = input instanceof HTMLInputElement ? input.value : '';
  location.assign(`/inbox?workspace=${encodeURIComponent(id)}`);
}
