import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './repository.ts';
import { writeTinyAssembly } from './testing/tiny-assembly.ts';

type Report = { eventType: string; mail: { messageId: string } };
type Job = { name: string; receives: number };

jest.setTimeout(60_000);

describe('data kept in a folder', () => {
  const assembly = writeTinyAssembly('kept');
  const data = mkdtempSync(join(tmpdir(), 'parley-kept-'));
  let running: ChildProcess | undefined;

  afterAll(async () => {
    running?.kill('SIGKILL');
    assembly.remove();
    rmSync(data, { recursive: true, force: true });
  });

  async function start() {
    const script = join(repository, 'local/testing/run-tiny.ts');
    running = spawn(process.execPath, [script, assembly.folder, data], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = running.stdout ? await once(running.stdout, 'data') : [];
    const { http } = JSON.parse(String(line));
    const json = async <Answer = unknown>(method: string, path: string, body?: object) => {
      const answer = await fetch(`${http}${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
      return (await answer.json()) as Answer;
    };
    const kill = async (signal: NodeJS.Signals) => {
      const ended = once(running as ChildProcess, 'exit');
      running?.kill(signal);
      await ended;
    };
    return { json, kill };
  }

  it('survives a kill: items, mails, virtual time, and messages that were not done with', async () => {
    const first = await start();
    await first.json('PUT', '/_local/clock', { advance: '30d' });
    await first.json('POST', '/api/mail', {});
    await first.json('POST', '/api/job', { name: 'unfinished', failures: 1 });
    await first.json('POST', '/api/job', { name: 'delayed', delay: 900 });
    await first.json('POST', '/_local/settle');
    const { now } = await first.json<{ now: string }>('GET', '/_local/clock');
    await first.kill('SIGKILL');

    const second = await start();
    await second.json('PUT', '/_local/clock', { advance: '20m' });
    const jobs = await second.json<Job[]>('GET', '/api/notes?kind=job');
    const mails = await second.json('GET', '/_local/mail');

    const later = await second.json<{ now: string }>('GET', '/_local/clock');
    expect(Date.parse(later.now)).toBeGreaterThan(Date.parse(now));
    expect(mails).toMatchObject([{ subject: 'Hello', text: expect.stringContaining('Hi Jo') }]);
    const named = (name: string) => jobs.filter((job) => job.name === name);
    expect(named('unfinished').map(({ receives }) => receives)).toEqual([1, 2]);
    expect(named('delayed')).toHaveLength(1);
    await second.kill('SIGKILL');
  });

  it('reports after a kill on what SES had accepted and not yet reported (X49)', async () => {
    const first = await start();
    const { id } = await first.json<{ id: string }>('POST', '/api/mail', {});
    await first.json('POST', '/_local/settle');
    await first.kill('SIGKILL');
    const file = join(data, 'mails.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line) => !line.includes('reportedId')).join('\n'));

    const second = await start();
    await second.json('POST', '/_local/settle');
    const notes = await second.json<Report[][]>('GET', '/api/notes?kind=feedback');
    await second.kill('SIGKILL');

    const reports = notes.flat().filter(({ mail }) => mail.messageId === id);
    expect(reports.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery', 'Send', 'Delivery']);
    expect(readFileSync(file, 'utf8')).toContain(JSON.stringify({ reportedId: id }));
  });
});
