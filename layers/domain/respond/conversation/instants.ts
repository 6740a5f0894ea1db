/** Takes two instants (ms), of which one may not have been yet; returns the later. */
export const later = (known: number | null, at: number): number => Math.max(known ?? at, at);

/** Takes two instants (ms), of which one may not have been yet; returns the earlier. */
export const earlier = (known: number | null, at: number): number => Math.min(known ?? at, at);
