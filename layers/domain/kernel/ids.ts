/** The only source of identity and secrets; forms as Intercom's (API 2.15, ids in responses). */
export type Ids = {
  /** 24 hexadecimal characters: contacts, companies, segments, campaigns, visitors. */
  hexId(): string;
  /** A decimal string below 2^53: admins, teams, tags, notes, conversations, parts, messages. */
  decimalId(): string;
  /** 256 random bits in base64url: access tokens, session tokens, tickets. */
  secret(): string;
};
