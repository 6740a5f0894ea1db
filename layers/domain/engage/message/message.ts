import type { Rule } from '../../targeting/rule/rule.ts';
import type { MailFields } from '../mail/mail-fields.ts';

/** A mail; its texts are Liquid. */
export type EmailContent = { channel: 'email'; subject: string; body: string; from?: string } & MailFields;

/** What is told to a machine. */
export type WebhookContent = { channel: 'webhook'; url: string };

/** What is said, and by which channel. */
export type Content = EmailContent | WebhookContent;

/** Something that a campaign says to each of its contacts, once an entry. */
export type Message = Content & {
  /** Unlike all others of the campaign, and the same after every edit: part of what makes a delivery itself. */
  id: string;
  /** Who gets it, of those who are in the campaign; absent for all of them. */
  audience?: Rule;
  /** Of several that somebody may get, the highest is next. */
  priority?: number;
};

/** A mail of a campaign. */
export type EmailMessage = Extract<Message, { channel: 'email' }>;
