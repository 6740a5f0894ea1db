import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ready } from '../ready.ts';
import { ReadyFiles } from './ready-files.ts';

const ready = (port: number): Ready => ({
  http: `http://127.0.0.1:${port}`,
  websocket: 'ws://127.0.0.1:1',
  inbox: '',
  demo: '',
  mail: '',
  workspace: { id: '', accessToken: '', identitySecret: '' },
  admins: [],
});
// Two processes that live as long as this test.
const [FIRST, SECOND] = [process.ppid, process.pid];
const ENDED = 2 ** 22 + 1;

describe('the ready files', () => {
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'parley-ready-'));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));
  const newest = () => JSON.parse(readFileSync(join(place, 'local.json'), 'utf8')).http;

  it('name the newest product, and the one before it once that has ended (Y35)', () => {
    const files = new ReadyFiles(place);
    files.add(ready(1), FIRST);
    files.add(ready(2), SECOND);
    expect(newest()).toBe('http://127.0.0.1:2');
    files.remove(SECOND);
    expect(newest()).toBe('http://127.0.0.1:1');
    files.remove(FIRST);
    expect(newest).toThrow('ENOENT');
  });

  it('keep the newest when an older one ends (Y35)', () => {
    const files = new ReadyFiles(place);
    files.add(ready(1), FIRST);
    files.add(ready(2), SECOND);
    files.remove(FIRST);
    expect(newest()).toBe('http://127.0.0.1:2');
  });

  it('forget a product whose process was killed (Y35)', () => {
    const files = new ReadyFiles(place);
    files.add(ready(1), ENDED);
    expect(files.running()).toEqual([]);
  });
});
