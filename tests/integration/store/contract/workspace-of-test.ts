let workspaces = 0;

/** Returns the id of a workspace that no other test of this file has used: tests share a table. */
export function workspaceOfTest(): string {
  workspaces += 1;
  return `store${String(workspaces).padStart(6, '0')}`;
}

/** Takes a small number; returns an id of 24 hexadecimal characters that sorts by it. */
export function hex(number: number): string {
  return number.toString(16).padStart(24, '0');
}
