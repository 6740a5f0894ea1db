import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { Company } from '#domain/people/company/company';
import type { OpenScroll } from '#domain/people/company/company-store';
import type { ContactCompany } from '#domain/people/contact/contact-links';
import { ImportMark } from '#domain/people/import-mark';
import type { Key } from '../table/access-pattern.ts';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Item } from '../table/table.ts';
import { companyKey, companyListingKey, companyNameKey } from './company-keys.ts';

const text = absentAsNull(z.string());
const number = absentAsNull(z.number());

export const companyCodec = codec<Company>(
  'company',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    companyId: z.string(),
    name: text,
    plan: text,
    monthlySpend: z.number().default(0),
    size: number,
    website: text,
    industry: text,
    remoteCreatedAt: number,
    lastRequestAt: number,
    sessionCount: z.number().default(0),
    userCount: z.number().default(0),
    customAttributes: callersRecord(z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
    tagIds: z.array(z.string()).default([]),
    stamps: callersRecord(z.object({ at: z.number(), since: z.number() })).default({}),
    createdAt: z.number(),
    updatedAt: z.number(),
    imported: ImportMark.optional(),
    correlationId: z.string(),
    version: z.number(),
  }),
);

/** Which company has a customer's id. */
export const companyClaimCodec = codec<{ id: string }>('company-claim', z.object({ id: z.string() }));

/** The link of a company to a tag: all of it is in its key. */
export const companyTagCodec = codec<{ workspaceId: string }>('company-tag', z.object({ workspaceId: z.string() }));

export const companyScrollCodec = codec<OpenScroll>(
  'company-scroll',
  z.object({ workspaceId: z.string(), scrollId: z.string(), expiresAt: z.number() }),
);

export const contactCompanyCodec = codec<ContactCompany>(
  'contact-company',
  z.object({
    workspaceId: z.string(),
    contactId: z.string(),
    companyId: z.string(),
    attachedAt: z.number(),
    correlationId: z.string(),
  }),
);

/** Takes a company; returns its item: in the lists only while it has contacts, among names only with one. */
export function companyItem(company: Company): Item {
  const { workspaceId, id: companyId, name, createdAt } = company;
  const at: Key[] = [companyKey({ workspaceId, companyId })];
  if (company.userCount > 0) at.push(companyListingKey({ workspaceId, companyId, at: company.lastRequestAt ?? 0 }));
  if (name !== null) at.push(companyNameKey({ workspaceId, companyId, name, createdAt }));
  return companyCodec.toItem(company, { at });
}
