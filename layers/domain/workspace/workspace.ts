/** A tenant: one customer's contacts, conversations and teammates. Its id is Intercom's `app_id`. */
export type Workspace = {
  /** 8 to 16 lower-case letters and digits. */
  id: string;
  name: string;
  /** IANA zone of calendar-day rules and searches. */
  timezone: string;
  /** The address mails are sent from; `no-reply@<mailDomain>` unless told otherwise. */
  mailFrom: string | null;
  /** HMAC keys of `user_hash` and `intercom_user_jwt`; several are accepted while one is rotated out. */
  identitySecrets: string[];
  /** HMAC key of the unsubscribe links in mails. */
  linkSecret: string;
  createdAt: number;
};

/** A teammate. */
export type Admin = {
  /** A decimal string. */
  id: string;
  workspaceId: string;
  name: string;
  email: string;
  awayModeEnabled: boolean;
  awayModeReassign: boolean;
  awayStatusReasonId: string | null;
  hasInboxSeat: boolean;
  teamIds: string[];
  createdAt: number;
};
