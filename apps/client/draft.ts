const PREFIX = 'parley.draft.';

/** Takes what a text belongs to; returns what was written there and not sent, in whichever tab. */
export function draftOf(place: string): string {
  return storage()?.getItem(PREFIX + place) ?? '';
}

/** Keeps what is being written; an empty text is forgotten. */
export function keepDraft(place: string, text: string): void {
  try {
    if (text === '') storage()?.removeItem(PREFIX + place);
    else storage()?.setItem(PREFIX + place, text);
  } catch {
    // Storage may be full: then the text lives as long as the page.
  }
}

/** Forgets every draft of this browser: whoever signs out leaves nothing behind. */
export function forgetDrafts(): void {
  const kept = storage();
  for (const key of Object.keys(kept ?? {})) if (key.startsWith(PREFIX)) kept?.removeItem(key);
}

function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    // Storage may be forbidden.
    return undefined;
  }
}
