type Props = { title: string; text: string; action: string; onAction(): void };

/** A page with one thing to say and one thing to do. */
export function Notice({ title, text, action, onAction }: Props) {
  return (
    <main class="notice">
      <div class="notice-card">
        <span class="mark" aria-hidden="true" />
        <h1>{title}</h1>
        <p>{text}</p>
        <button type="button" class="primary" onClick={onAction}>
          {action}
        </button>
      </div>
    </main>
  );
}
