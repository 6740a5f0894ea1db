/** A day and a second, in seconds. */
const DAY = 86_400;

const PLANS = ['free', 'pro', 'team', 'enterprise'];
const NAMES = ['page-viewed', 'report-created', 'invited', 'signed-in', 'exported', 'searched'];

/** Takes how many; returns contacts as NDJSON, a line each. */
export function contactLines(count: number): Buffer {
  return joined(count, (n) => ({
    external_id: `bench-${n}`,
    email: `bench-${n}@example.com`,
    name: `Person ${n}`,
    signed_up_at: 1_735_689_600 + (n % 365) * DAY,
    custom_attributes: { plan: PLANS[n % PLANS.length], seats: n % 50, trial: n % 3 === 0 },
  }));
}

/**
 * Takes how many events, of how many contacts and how many a visit has; returns them as NDJSON in the order of time, as
 * exports of other products are: one visit after another, the contacts taking turns. All happened before `until` (seconds).
 */
export function eventLines(count: number, contacts: number, perVisit: number, until: number): Buffer {
  return joined(count, (n) => {
    const visit = Math.floor(n / perVisit);
    // Coprime to any round number of contacts, so that neighbours are strangers.
    const contact = (visit * 7_919) % contacts;
    return {
      event_name: NAMES[n % NAMES.length],
      created_at: until - (count - n),
      user_id: `bench-${contact}`,
      metadata: { source: n % 2 === 0 ? 'web' : 'mobile', load: n % 100 },
    };
  });
}

function joined(count: number, row: (n: number) => object): Buffer {
  const chunks: Buffer[] = [];
  for (let from = 0; from < count; from += 10_000) {
    const to = Math.min(count, from + 10_000);
    const lines = Array.from({ length: to - from }, (_, index) => `${JSON.stringify(row(from + index))}\n`);
    chunks.push(Buffer.from(lines.join('')));
  }
  return Buffer.concat(chunks);
}
