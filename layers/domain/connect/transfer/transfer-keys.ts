/**
 * Where objects stand in the bucket of transfers. The bucket's lifecycle and the grants of functions go by the first
 * segment: what callers bring, what jobs say of their rows, what jobs hand out.
 */
export const TRANSFER_PREFIXES = { imports: 'imports/', errors: 'errors/', exports: 'exports/' } as const;

/** Takes a workspace; returns how the keys of everything it may import begin. */
export function importPrefix(workspaceId: string): string {
  return `${TRANSFER_PREFIXES.imports}${workspaceId}/`;
}

/** Takes a workspace; returns how the keys of everything begin that it brought or is handed. */
export function transferPrefixes(workspaceId: string): string[] {
  return Object.values(TRANSFER_PREFIXES).map((prefix) => `${prefix}${workspaceId}/`);
}

/** Takes a workspace and a key as a caller names it; returns whether it is one that the workspace may import. */
export function isImportKey(workspaceId: string, key: string): boolean {
  const prefix = importPrefix(workspaceId);
  const name = key.slice(prefix.length);
  // S3 takes dots as they are; who normalises paths on the way must not end up elsewhere.
  return (
    key.startsWith(prefix) &&
    /^[\w.+-]+(\/[\w.+-]+)*$/.test(name) &&
    !name.split('/').some((part) => /^\.+$/.test(part))
  );
}

/** Takes an export and an id that no other slice has; returns the key of what that slice writes. */
export function exportPieceKey(of: { workspaceId: string; jobId: string }, id: string): string {
  return `${TRANSFER_PREFIXES.exports}${of.workspaceId}/${of.jobId}/${id}.csv.gz`;
}

/** Takes an export; returns the key of its file. */
export function exportFileKey(of: { workspaceId: string; jobId: string }): string {
  return `${TRANSFER_PREFIXES.exports}${of.workspaceId}/${of.jobId}.csv.gz`;
}

/** Takes an import and the rows of one slice; returns the key of what was wrong with them. */
export function errorsKey(
  of: { workspaceId: string; jobId: string },
  rows: { firstRow: number; lastRow: number },
): string {
  return `${TRANSFER_PREFIXES.errors}${of.workspaceId}/${of.jobId}/${rows.firstRow}-${rows.lastRow}.ndjson`;
}
