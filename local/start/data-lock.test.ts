import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockData } from './data-lock.ts';

describe('lockData', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a second product until the first has released the folder (Y35)', () => {
    const first = lockData(folder);
    expect(() => lockData(folder)).toThrow(
      `Another running Parley keeps its data in ${folder}: stop it or choose another.`,
    );
    first.release();
    expect(() => lockData(folder).release()).not.toThrow();
  });

  it('outlives no process, however that ended (Y35)', () => {
    const script = `const { DatabaseSync } = require('node:sqlite');
      const lock = new DatabaseSync(${JSON.stringify(join(folder, 'lock.sqlite'))}); lock.exec('BEGIN EXCLUSIVE');
      process.kill(process.pid, 'SIGKILL');`;
    expect(spawnSync(process.execPath, ['-e', script]).signal).toBe('SIGKILL');
    expect(() => lockData(folder).release()).not.toThrow();
  });

  it('says that a file is no folder (Y35)', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => lockData(file)).toThrow(`--data must name a folder; ${file} is a file.`);
    expect(() => lockData(join(file, 'below'))).toThrow('--data must name a folder');
  });
});
