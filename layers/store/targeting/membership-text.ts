import type { Membership } from '#domain/targeting/profile/profile';

/**
 * The memberships of a profile as one string, because the profile's size is the cost of every event: an
 * memberships in 20 rules take about 600 bytes so, and three times that as a map. An entry is
 * `<id><+ or *><since>.<version>.<entries>`, numbers in base 36, ids of 24 hexadecimal characters as 16
 * of base64url behind a tilde; entries are joined by commas.
 */
export function writeMemberships(memberships: Record<string, Membership>): string {
  return Object.entries(memberships)
    .map(([id, { member, since, ruleVersion, entries }]) => {
      const numbers = [since, ruleVersion, entries].map((number) => number.toString(36));
      return `${writeId(id)}${member ? '+' : '*'}${numbers.join('.')}`;
    })
    .join(',');
}

/** Takes what `writeMemberships` returned; returns the memberships by rule id. @throws RangeError if it is anything else. */
export function readMemberships(text: string): Record<string, Membership> {
  if (text === '') return {};
  return Object.fromEntries(text.split(',').map(readEntry));
}

const ENTRY = /^([^+*]+)([+*])(-?[0-9a-z]+)\.([0-9a-z]+)\.([0-9a-z]+)$/;

function readEntry(entry: string): [string, Membership] {
  const [, id, sign, since, version, entries] = ENTRY.exec(entry) ?? [];
  if (id === undefined || since === undefined || version === undefined || entries === undefined)
    throw new RangeError(`not a membership: ${entry}`);
  const number = (digits: string) => Number.parseInt(digits, 36);
  return [
    readId(id),
    { member: sign === '+', since: number(since), ruleVersion: number(version), entries: number(entries) },
  ];
}

function writeId(id: string): string {
  return /^[0-9a-f]{24}$/.test(id)
    ? `~${Buffer.from(id, 'hex').toString('base64url')}`
    : encodeURIComponent(id).replaceAll('*', '%2A').replaceAll('~', '%7E');
}

function readId(id: string): string {
  return id.startsWith('~') ? Buffer.from(id.slice(1), 'base64url').toString('hex') : decodeURIComponent(id);
}
