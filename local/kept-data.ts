import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files in which the runtime keeps its own state beside that of the engines; all undefined without a folder. */
export type KeptData = {
  mails: string | undefined;
  checkpoints: string | undefined;
  workspace: string | undefined;
  clockOffset(): number;
  saveClockOffset(offset: number): void;
};

/** Takes the data folder, if there is one; returns its files. */
export function keptData(folder: string | undefined): KeptData {
  if (folder) mkdirSync(folder, { recursive: true });
  const file = (name: string) => (folder ? join(folder, name) : undefined);
  const clock = file('clock.json');
  return {
    mails: file('mails.jsonl'),
    checkpoints: file('checkpoints.json'),
    workspace: file('workspace.json'),
    clockOffset: () => (clock && existsSync(clock) ? JSON.parse(readFileSync(clock, 'utf8')).offset : 0),
    saveClockOffset: (offset) => {
      if (!clock) return;
      writeFileSync(`${clock}.new`, JSON.stringify({ offset }));
      renameSync(`${clock}.new`, clock);
    },
  };
}
