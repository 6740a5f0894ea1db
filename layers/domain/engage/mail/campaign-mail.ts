import type { Delivery } from '../delivery/delivery.ts';
import type { Mail, Sender } from './mail.ts';

/** What a campaign's mail is made of once its templates are rendered. */
export type RenderedMail = {
  delivery: Delivery;
  from: Sender;
  to: string;
  subject: string;
  html: string;
  text: string;
  unsubscribeUrl: string;
  /** In ms. */
  date: number;
};

/** The header that names the delivery where SES hands back headers instead of tags. */
export const DELIVERY_HEADER = 'X-Parley-Delivery';

/** Takes the rendered parts; returns the mail with the headers that bulk mail must carry. */
export function campaignMail(rendered: RenderedMail): Mail {
  const { delivery, from, to, html, text, unsubscribeUrl, date } = rendered;
  return {
    from: { name: from.name === null ? null : oneLine(from.name), address: from.address },
    to,
    subject: oneLine(rendered.subject),
    html,
    text,
    date,
    headers: {
      // RFC 8058 section 3.1: the link and the promise that a POST to it needs no further question.
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      // RFC 3834 section 5: keeps vacation responders silent.
      'Auto-Submitted': 'auto-generated',
      'Feedback-ID': `${delivery.campaignId}:${delivery.workspaceId}:campaign:parley`,
      'X-Parley-Correlation-Id': oneLine(delivery.correlationId),
      [DELIVERY_HEADER]: `${delivery.workspaceId}.${delivery.contactId}.${delivery.id}`,
    },
    tags: { workspace: delivery.workspaceId, contact: delivery.contactId, delivery: delivery.id },
  };
}

/** Takes any text; returns it as one line, so that no value can begin a header of its own (RFC 5322 section 2.2). */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
