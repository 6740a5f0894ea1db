import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { fail, skip } from '#domain/engage/delivery/send-attempt';
import { campaignMail } from '#domain/engage/mail/campaign-mail';
import { asHtmlTemplate } from '#domain/engage/mail/html-template';
import type { Mail, Templates, UnsubscribeLink } from '#domain/engage/mail/mail';
import { withPostalAddress } from '#domain/engage/mail/postal-address';
import { type EntryEvent, templateVariables } from '#domain/engage/mail/template-variables';
import { signUnsubscribeToken } from '#domain/engage/mail/unsubscribe-token';
import type { EmailMessage } from '#domain/engage/message/message';
import type { Clock } from '#domain/kernel/clock';
import { envelopeAddress } from '#domain/kernel/email-address';
import { isFailure } from '#domain/kernel/failure';
import type { PlainText } from '#domain/kernel/rich-text';
import type { Contact } from '#domain/people/contact/contact';
import { senderOf } from '#domain/workspace/workspace/sender';
import type { Workspace } from '#domain/workspace/workspace/workspace';

export type ComposePorts = {
  deliveries: DeliveryStore;
  templates: Templates;
  plainText: PlainText;
  withUnsubscribeLink: UnsubscribeLink;
  clock: Clock;
  settings: MailSettings;
};

export type MailSettings = {
  /** Workspaces send from `no-reply@<mailDomain>` unless told otherwise. */
  mailDomain: string;
  /** Scheme, host and base path of the HTTP API, without a trailing slash. */
  publicUrl: string;
};

/** What a mail is made of. */
export type MailParts = {
  delivery: Delivery;
  contact: Contact;
  workspace: Workspace;
  message: EmailMessage;
  event?: EntryEvent | undefined;
};

/**
 * Takes what a mail is made of; returns the mail, or undefined once the delivery is settled because its template says
 * nothing to this contact: what can be known of a template is refused when it is saved.
 */
export async function composeMail(ports: ComposePorts, parts: MailParts): Promise<Mail | undefined> {
  const { deliveries, clock } = ports;
  const { delivery } = parts;
  try {
    const mail = composed(ports, parts);
    if (mail.subject !== '') return mail;
    await deliveries.update(delivery, skip(delivery, 'empty_subject'));
  } catch (error) {
    if (!isFailure(error, 'unprocessable')) throw error;
    await deliveries.update(delivery, fail(delivery, 'template_failed', clock.now()));
  }
  return undefined;
}

function composed(
  { templates, plainText, withUnsubscribeLink, clock, settings }: ComposePorts,
  { delivery, contact, workspace, message, event }: MailParts,
): Mail {
  const token = signUnsubscribeToken(
    { workspaceId: workspace.id, contactId: contact.id, deliveryId: delivery.id },
    workspace.linkSecret,
  );
  const unsubscribeUrl = `${settings.publicUrl}/unsubscribe/${token}`;
  const { timezone } = workspace;
  const variables = templateVariables({ contact, workspace, unsubscribeUrl, event });
  const content = contentOf(message);
  const rendered = templates.render(content.source, variables, { html: content.isHtml, timezone });
  const html = content.isHtml
    ? withUnsubscribeLink(withPostalAddress(rendered, workspace.postalAddress), unsubscribeUrl)
    : '';
  return campaignMail({
    delivery,
    from: {
      name: workspace.name,
      address: envelopeAddress(senderOf(message, workspace, settings.mailDomain)),
    },
    // The gate let no contact without an address pass.
    to: envelopeAddress(contact.email ?? ''),
    subject: templates.render(message.subject, variables, { html: false, timezone }),
    html,
    text: content.isHtml ? plainText(html) : withTextFooter(rendered, workspace.postalAddress, unsubscribeUrl),
    unsubscribeUrl,
    date: clock.now(),
  });
}

/** What is rendered of a mail: HTML, made of its MJML when it was saved, or text. */
function contentOf({ format, body, html }: EmailMessage): { source: string; isHtml: boolean } {
  if (format === 'text') return { source: body, isHtml: false };
  return { source: html ?? asHtmlTemplate(body), isHtml: true };
}

/** The same that HTML has at its end, unless the text says it already. */
function withTextFooter(text: string, postalAddress: string | null, unsubscribeUrl: string): string {
  const address = postalAddress?.trim() ?? '';
  const said = [
    ...(address === '' || text.includes(address) ? [] : [address]),
    ...(text.includes(unsubscribeUrl) ? [] : [`Unsubscribe: ${unsubscribeUrl}`]),
  ];
  return said.length === 0 ? text : `${text.trimEnd()}\n\n--\n${said.join('\n')}\n`;
}
