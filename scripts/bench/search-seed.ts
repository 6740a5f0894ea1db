import type { Company } from '#domain/people/company/company';
import { aCompany } from '#domain/people/company/testing';
import type { Contact } from '#domain/people/contact/contact';
import { aContact } from '#domain/people/contact/testing';
import { aDataAttribute } from '#domain/people/data-attribute/testing';
import { aTag } from '#domain/people/tag/testing';
import { aSegment } from '#domain/targeting/segment/testing';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import { dynamoStores } from '#store/dynamo-stores';
import type { Table } from '#store/table/table';
import type { SeededTable } from './filled-engine.ts';

export const WORKSPACE = 'benchmrk';
export const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;

/** Contacts were created evenly over so many days, and four of five were seen in the last 90. */
const DAYS = 730;
const SEEN_DAYS = 90;

export const hex = (n: number) => n.toString(16).padStart(24, '0');
export const SEGMENT = '5e0000000000000000000001';
/** A company with a hundredth of all contacts; the others have ten each. */
export const LARGEST_COMPANY = hex(0xc0_0000);
const everyNth = (n: number, of: number) => n % of === 0;

/** What contact n of so many is: what somebody who imports his users from another product would have. */
function person(n: number, count: number): Contact {
  const createdAt = NOW - DAYS * DAY + Math.floor((n / count) * DAYS * DAY);
  const companyId = everyNth(n, 100) ? LARGEST_COMPANY : hex(0xc0_0001 + (n % Math.ceil(count / 10)));
  const tagIds = ['10', '100', '1000'].filter((of) => everyNth(n, Number(of)));
  const name = `Person ${n}`;
  const written = { at: createdAt, since: createdAt };
  return aContact({
    id: hex(n),
    workspaceId: WORKSPACE,
    externalId: `user-${n}`,
    email: `person.${n}@customer${n % 997}.example`,
    phone: `+4930${String(n).padStart(7, '0')}`,
    name,
    ownerId: everyNth(n, 2) ? String(1 + (n % 40)) : null,
    signedUpAt: createdAt,
    lastSeenAt: everyNth(n, 5)
      ? null
      : Math.max(createdAt, NOW - Math.floor(((n * 7919) % 9973) * (SEEN_DAYS / 9973) * DAY)),
    browser: 'Firefox',
    browserVersion: '140.0',
    browserLanguage: 'de',
    os: 'Linux',
    location: { country: 'Germany', region: 'Berlin', city: 'Berlin', countryCode: 'DEU', continentCode: 'EU' },
    customAttributes: { plan: everyNth(n, 2) ? 'pro' : 'free', seats: n % 50, renews_at: Math.floor(NOW / 1000) },
    tagIds,
    companyIds: [companyId],
    stamps: { role: written, email: written, name: written, plan: written },
    createdAt,
    updatedAt: createdAt,
    version: 1,
  });
}

/** Takes an empty table and a number; fills it with so many contacts, a tenth as many companies, tags and a segment of every fifth. */
export async function seedSearch(table: SeededTable, count: number): Promise<void> {
  const stores = dynamoStores(table as Table);
  const { workspaces, tags, dataAttributes, segments } = stores;
  await workspaces.create(aWorkspace({ id: WORKSPACE }), [], []);
  const types = { plan: 'string', seats: 'integer', renews_at: 'date' } as const;
  for (const [name, type] of Object.entries(types))
    await dataAttributes.create(aDataAttribute({ workspaceId: WORKSPACE, name, type }));
  for (const id of ['10', '100', '1000']) await tags.create(aTag({ workspaceId: WORKSPACE, id, name: `One in ${id}` }));
  await segments.save({ after: aSegment({ id: SEGMENT, workspaceId: WORKSPACE }), stamp: 0 });
  const companies = new Map<string, Company>();
  for (let n = 0; n <= Math.ceil(count / 10); n += 1) {
    const company = aCompany({
      ...{ id: hex(0xc0_0000 + n), workspaceId: WORKSPACE, companyId: `company-${n}`, name: `Company ${n}` },
      ...{ lastRequestAt: NOW - n * 1_000, userCount: n === 0 ? Math.ceil(count / 100) : 10 },
    });
    companies.set(company.id, company);
    await stores.companies.create(company);
  }
  for (let n = 0; n < count; n += 1) await seedContact(stores, companies, person(n, count), n);
}

async function seedContact(
  stores: ReturnType<typeof dynamoStores>,
  companies: Map<string, Company>,
  contact: Contact,
  n: number,
): Promise<void> {
  const link = { workspaceId: WORKSPACE, contactId: contact.id, correlationId: 'seed' };
  await stores.contacts.create(contact);
  const same = { before: contact, after: contact };
  for (const tagId of contact.tagIds)
    await stores.contactLinks.putTag(same, { ...link, tagId, appliedAt: NOW, appliedBy: '1' });
  for (const companyId of contact.companyIds) {
    const company = companies.get(companyId);
    if (company === undefined) throw new Error(`there is no company ${companyId}`);
    // Counted already.
    const unchanged = { before: company, after: company };
    await stores.contactLinks.putCompany(same, unchanged, { ...link, companyId, attachedAt: NOW });
  }
  if (n % 5 === 0)
    await stores.segmentMembers.put(
      { workspaceId: WORKSPACE, segmentId: SEGMENT, version: 1 },
      { contactId: contact.id, createdAt: contact.createdAt },
    );
}
