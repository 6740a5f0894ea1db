import type { AttributeStamp, AttributeValue } from '../contact/contact.ts';
import type { ImportMark } from '../import-mark.ts';

/** An organisation that contacts belong to. Instants are in ms. */
export type Company = {
  id: string;
  workspaceId: string;
  /** The customer's id of it: never changes (Intercom API 2.15, company_id). */
  companyId: string;
  name: string | null;
  /** The name of its plan. */
  plan: string | null;
  /** Whole units of whatever currency the customer counts in. */
  monthlySpend: number;
  size: number | null;
  website: string | null;
  industry: string | null;
  /** When the customer began to know it. */
  remoteCreatedAt: number | null;
  /** When one of its contacts was last seen. */
  lastRequestAt: number | null;
  sessionCount: number;
  /** How many contacts belong to it: a company without any is in no list. */
  userCount: number;
  customAttributes: Record<string, AttributeValue>;
  tagIds: string[];
  /** By attribute name: what `been` rules need. */
  stamps: Record<string, AttributeStamp>;
  createdAt: number;
  updatedAt: number;
  /** Which rows of which import changed it last. */
  imported?: ImportMark | undefined;
  /** Of the request that wrote it last. */
  correlationId: string;
  /** Optimistic lock: one more with every write. */
  version: number;
};

/** What a caller sets. An absent or undefined key leaves the field as it is; null empties it. */
export type CompanyChanges = {
  [Field in keyof Pick<Company, 'name' | 'plan' | 'size' | 'website' | 'industry' | 'remoteCreatedAt'>]?:
    | Company[Field]
    | undefined;
} & {
  monthlySpend?: number | undefined;
  /** Merged into those there are. */
  customAttributes?: Record<string, AttributeValue> | undefined;
};
