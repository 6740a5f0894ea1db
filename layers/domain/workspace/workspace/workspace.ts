import type { MessagingPolicy } from '../messaging-policy/messaging-policy.ts';

/** A tenant: one customer's contacts, conversations and teammates. Its id is Intercom's `app_id`. */
export type Workspace = {
  /** 8 to 16 lower-case letters and digits. */
  id: string;
  name: string;
  /** IANA zone of calendar-day rules and searches. */
  timezone: string;
  /** The address mails are sent from; `no-reply@<mailDomain>` unless told otherwise. */
  mailFrom: string | null;
  /** The addresses beside the default that whoever runs the product lets it send as. */
  senders: string[];
  /** Where the sender of bulk mail can be written to, which its mails must say (CAN-SPAM, 16 CFR 316.2(p)); null if nobody has told. */
  postalAddress: string | null;
  /** HMAC keys of `user_hash` and `intercom_user_jwt`. */
  identitySecrets: string[];
  /** The key before the last rotation, which is accepted until that instant (ms). */
  retiredIdentitySecret: { secret: string; acceptedUntil: number } | null;
  /** HMAC key of the unsubscribe links in mails. */
  linkSecret: string;
  /** How often and when campaigns may write to somebody; null for as often as they like. */
  messagingPolicy: MessagingPolicy | null;
  createdAt: number;
  /** Grows with every change of the workspace, its teammates, teams or access tokens. */
  version: number;
};

/** A teammate. */
export type Admin = {
  /** A decimal string. */
  id: string;
  workspaceId: string;
  name: string;
  email: string;
  jobTitle: string | null;
  awayModeEnabled: boolean;
  awayModeReassign: boolean;
  awayStatusReasonId: string | null;
  hasInboxSeat: boolean;
  teamIds: string[];
  createdAt: number;
};
