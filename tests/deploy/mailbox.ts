import { createServer, type Socket } from 'node:net';

export type ReceivedMail = { to: string; headers: Record<string, string>; source: string };

export type Mailbox = { port: number; mailsTo(address: string): ReceivedMail[]; close(): void };

/**
 * Starts the SMTP server of the world outside: ministack relays to it what SES accepted, so that a mail can
 * be read as its reader gets it. Speaks as much of RFC 5321 as Python's smtplib asks for.
 */
export async function startMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const server = createServer((socket) => receive(socket, (mail) => mails.push(mail)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mailbox has no port');
  return {
    port: address.port,
    mailsTo: (wanted) => mails.filter(({ to }) => to === wanted),
    close: () => server.close(),
  };
}

function receive(socket: Socket, deliver: (mail: ReceivedMail) => void): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let buffer = '';
  let recipients: string[] = [];
  let isData = false;

  const command = (line: string) => {
    const recipient = /^RCPT TO:<([^>]+)>/i.exec(line)?.[1];
    if (recipient) recipients.push(recipient);
    isData = /^DATA/i.test(line);
    if (isData) return say('354 Go on');
    if (/^QUIT/i.test(line)) return socket.end('221 Bye\r\n');
    return say('250 OK');
  };

  socket.setEncoding('utf8').on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    buffer += chunk;
    for (;;) {
      const end = isData ? '\r\n.\r\n' : '\r\n';
      const at = buffer.indexOf(end);
      if (at < 0) return;
      const taken = buffer.slice(0, at);
      buffer = buffer.slice(at + end.length);
      if (!isData) {
        command(taken);
        continue;
      }
      for (const to of recipients) deliver({ to, headers: headersOf(taken), source: taken });
      recipients = [];
      isData = false;
      say('250 Accepted');
    }
  });
  say('220 mailbox');
}

/** Header names in lower case; folded lines joined (RFC 5322, 2.2.3). */
function headersOf(source: string): Record<string, string> {
  const [head = ''] = source.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
