/** Takes where to post and the seeded teammates; returns the page on which one of them is chosen. */
export function signInPage(action: string, admins: { email: string }[]): string {
  const buttons = admins
    .map(({ email }) => `<button name="email" value="${escapeHtml(email)}">${escapeHtml(email)}</button>`)
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in to Parley</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 100vh; margin: 0; background: #f4f5f7; color: #14181f }
form { background: #fff; border: 1px solid #d9dde3; border-radius: 12px; padding: 2rem; width: min(22rem, 90vw); display: grid; gap: .75rem }
h1 { font-size: 1.25rem; margin: 0 } p { margin: 0; color: #4a5362 }
button { font: inherit; padding: .6rem 1rem; border-radius: 8px; border: 1px solid #b9c0cb; background: #fff; cursor: pointer; text-align: left }
button:hover, button:focus-visible { border-color: #1f5eff; outline: 2px solid #1f5eff33 }
</style></head>
<body><form method="post" action="${action}">
<h1>Sign in</h1><p>This machine stands in for your identity provider. Who are you?</p>
${buttons || '<p>There are no teammates yet.</p>'}
</form></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
