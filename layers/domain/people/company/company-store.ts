import type { DataAttribute } from '../data-attribute/data-attribute.ts';
import type { Company } from './company.ts';

/** Where an entry of a list of companies stands: when one of its contacts was last seen (ms, 0 for never), and its id. */
export type CompanyPlace = { at: number; companyId: string };

/** The one scroll that a workspace may have open (Intercom API 2.15, "Scroll over all companies"). */
export type OpenScroll = { workspaceId: string; scrollId: string; expiresAt: number };

export type CompanyStore = {
  /** Writes a new company with its claim on the customer's id and the attributes that it declares. @throws conflict if another company has the id, or an attribute is declared already. */
  create(company: Company, declared?: readonly DataAttribute[]): Promise<void>;
  /** Takes our id. */
  get(workspaceId: string, id: string): Promise<Company | undefined>;
  /** Returns those that exist, in no order. */
  getMany(workspaceId: string, ids: readonly string[]): Promise<Company[]>;
  /** Takes the customer's id. */
  findByCompanyId(workspaceId: string, companyId: string): Promise<Company | undefined>;
  /** Returns the oldest company of exactly that name. */
  findByName(workspaceId: string, name: string): Promise<Company | undefined>;
  /** Replaces `before` by `after` and declares attributes with it. @throws conflict if `before` is stale or an attribute declared already. */
  update(before: Company, after: Company, declared?: readonly DataAttribute[]): Promise<void>;
  /** Removes the company and its claim; links to it stay. @throws conflict if it is stale. */
  remove(company: Company): Promise<void>;
  /** At most `limit` places of companies that have contacts, in order of activity, from behind a place on. Keys only. */
  listPlaces(
    workspaceId: string,
    options: { limit: number; newestFirst: boolean; after?: CompanyPlace | undefined },
  ): Promise<CompanyPlace[]>;
  /** How many have contacts at present (ms), as `ContactDirectory.countListed` counts. */
  countListed(workspaceId: string, now: number): Promise<number>;
  /** How many have a tag, counted the same way. */
  countTagged(workspaceId: string, tagId: string, now: number): Promise<number>;
  /** Ids of the companies with a tag, the newest first; at most `limit`. Keys only. */
  listTagged(workspaceId: string, tagId: string, limit: number): Promise<string[]>;
  /** Replaces `before` by `after` together with its link to a tag, which is put or taken away. @throws conflict if `before` is stale. */
  updateTag(before: Company, after: Company, change: { tagId: string; tagged: boolean }): Promise<void>;
  getScroll(workspaceId: string): Promise<OpenScroll | undefined>;
  /** Opens or prolongs a scroll in the place of `before`. @throws conflict if another one stands there. */
  putScroll(scroll: OpenScroll, before: OpenScroll | undefined): Promise<void>;
  removeScroll(workspaceId: string): Promise<void>;
};
