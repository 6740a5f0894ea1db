/** `npm run workspace -- <command>`: what only whoever runs Parley may do, behind its API. USAGE tells what there is. */
import { parseArgs } from 'node:util';
import { type DeadLetter, listDeadLetters, redriveDeadLetters } from './dead-letters/dead-letters.ts';
import type { Product } from './walkthrough/product.ts';
import { type Belongings, belongingsOf, deleteWorkspace, total } from './workspace/deletion.ts';
import { exportPerson } from './workspace/person-export.ts';
import { deployedPlace, localPlace, type Place } from './workspace/place.ts';
import { create, invite, issueToken, senders } from './workspace/staff.ts';

const USAGE = `npm run workspace -- create --name "Acme" --admin-email you@example.com [--admin-name "You"] [--timezone UTC]
  A workspace with its first teammate. Prints where everything is, and both secrets, this once.
npm run workspace -- invite --workspace ID --admin-email them@example.com [--admin-name "Eve"]
  Adds a teammate, if there is none of that address yet, and lets them sign in.
npm run workspace -- token --workspace ID [--name "After the loss"]
  A new access token with every right, for a workspace whose tokens are lost.
npm run workspace -- senders --workspace ID [--add hello@example.com | --remove hello@example.com]
  Which addresses a workspace may send as beside the default.
npm run workspace -- export-person --workspace ID --contact ID|EXTERNAL-ID|ADDRESS
  Everything that is held of one person, as JSON.
npm run workspace -- delete --workspace ID [--yes]
  What would be removed of a workspace; with --yes it is. May be broken off and repeated.
npm run workspace -- dead-letters
  Work that was given up, with its reason.
npm run workspace -- redrive
  Sends that work round again.

Each takes --json, and says where: --stage prod is the default, --local is the product that npm start runs on this machine.
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: 'string' },
    workspace: { type: 'string', default: '' },
    contact: { type: 'string', default: '' },
    'admin-email': { type: 'string', default: '' },
    'admin-name': { type: 'string' },
    add: { type: 'string' },
    remove: { type: 'string' },
    yes: { type: 'boolean', default: false },
    stage: { type: 'string', default: 'prod' },
    local: { type: 'boolean', default: false },
    timezone: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const { workspace, 'admin-email': email } = values;
const admin = { name: values['admin-name'] ?? email.slice(0, email.indexOf('@')), email };

type Command = { needs: boolean; run(place: Place): Promise<unknown>; inWords(result: never): string };

/** Keeps what a command returns and what tells it in words together. */
function command<Result>(
  needs: boolean,
  run: (place: Place) => Promise<Result>,
  inWords: (result: Result) => string,
): Command {
  return { needs, run, inWords };
}

const commands: Record<string, Command> = {
  create: command(
    values.name !== undefined && email.includes('@'),
    (place) => create(place, { name: values.name ?? '', timezone: values.timezone, admin }),
    createdInWords,
  ),
  invite: command(
    workspace !== '' && email.includes('@'),
    (place) => invite(place, workspace, admin),
    (inbox) => `${email} gets a mail with a temporary password for ${inbox}\n`,
  ),
  token: command(
    workspace !== '',
    (place) => issueToken(place, workspace, values.name ?? 'Made by npm run workspace'),
    (token) =>
      `Access token      ${token}\n\nIt cannot be shown again. Revoke what was lost: DELETE /access_tokens/{id}.\n`,
  ),
  senders: command(
    workspace !== '',
    (place) => senders(place, workspace, values),
    (granted) => ['no-reply at the mail domain', ...granted].map((sender) => `${sender}\n`).join(''),
  ),
  'export-person': command(
    workspace !== '' && values.contact !== '',
    (place) => exportPerson(place, workspace, values.contact),
    (told) => `${JSON.stringify(told, null, 2)}\n`,
  ),
  delete: command(
    workspace !== '',
    (place) => (values.yes ? deleteWorkspace(place, workspace, complain) : belongingsOf(place, workspace)),
    belongingsInWords,
  ),
  'dead-letters': command(true, ({ deadLetters }) => listDeadLetters(deadLetters), lettersInWords),
  redrive: command(
    true,
    ({ deadLetters }) => redriveDeadLetters(deadLetters),
    (done) => `${done.redriven} sent round again, ${done.left} left\n`,
  ),
};

const chosen = commands[positionals[0] ?? ''];
if (chosen?.needs !== true) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    const place = values.local ? await localPlace() : await deployedPlace(values.stage);
    const result = await chosen.run(place);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : chosen.inWords(result as never));
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function belongingsInWords(belongings: Belongings): string {
  const { items, objects, deadLetters, signIns } = belongings;
  const counts = Object.entries(items)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([entity, count]) => `${String(count).padStart(9)} ${entity}\n`);
  const others = [`${String(objects).padStart(9)} objects\n`, `${String(deadLetters).padStart(9)} dead letters\n`];
  const leaving = signIns.map((each) => `          sign-in of ${each}\n`);
  const all = total(belongings);
  const closing = values.yes
    ? `${all} removed.\n`
    : `${all} in all. Nothing was removed: say --yes to remove them, which cannot be undone.\n`;
  return [...counts, ...others, ...leaving, closing].join('');
}

function lettersInWords(letters: DeadLetter[]): string {
  if (letters.length === 0) return 'Nothing was given up.\n';
  const lines = letters.map((each) => `${each.since}  ${each.in}\n  ${each.what}: ${each.about}\n  ${each.reason}\n`);
  return `${lines.join('\n')}\n${letters.length} in all. Once the cause is mended: npm run workspace -- redrive\n`;
}

function createdInWords({ http, websocket, inbox, workspace: { id, accessToken, identitySecret } }: Product): string {
  return `
Workspace ${id} is ready. Keep these three; the secrets cannot be shown again.

  Access token      ${accessToken}
  Identity secret   ${identitySecret}
  HTTP API          ${http}        (baseUrl of intercom-client)
  WebSocket         ${websocket}
  Inbox             ${inbox}

${email} gets a mail with a temporary password for the inbox.
`;
}
