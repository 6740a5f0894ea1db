import type { MarkupCompiler, TemplateCheck, TemplateFault } from '#domain/engage/mail/mail';
import type { EmailContent } from '#domain/engage/message/message';
import { Failure } from '#domain/kernel/failure';
import { SUBSCRIPTION_TYPES } from '#domain/people/subscription/subscription-type';

export type SettlePorts = { checkTemplate: TemplateCheck; compileMarkup: MarkupCompiler };

/**
 * Takes a mail of a campaign and its place in the request; returns it as it is kept: whatever its body is written in,
 * what is sent of it is made here, so that no mail meets a fault of its text.
 * @throws unprocessable naming place, line and remedy
 */
export async function settleMail<Mail extends EmailContent>(
  ports: SettlePorts,
  message: Mail,
  field: string,
): Promise<Mail> {
  const { html: _, ...given } = message;
  refuseUnknownType(message, field);
  refuseFault(await ports.checkTemplate(given.subject, 'subject'), `${field}.subject`);
  refuseFault(await ports.checkTemplate(given.body, 'body'), `${field}.body`);
  if (given.format !== 'mjml') return given as Mail;
  const { html, fault } = await ports.compileMarkup(given.body);
  refuseFault(fault, `${field}.body`);
  refuseFault(await ports.checkTemplate(html ?? '', 'body'), `${field}.body, as HTML`);
  return { ...given, ...(html === undefined ? {} : { html }) } as Mail;
}

function refuseUnknownType({ subscription_type_id: id }: EmailContent, place: string): void {
  const mailed = SUBSCRIPTION_TYPES.filter(({ contentTypes }) => contentTypes.includes('email'));
  if (id === undefined || mailed.some((type) => type.id === id)) return;
  const field = `${place}.subscription_type_id`;
  const known = mailed.map((type) => `${type.id} (${type.translations[0].name})`).join(', ');
  throw new Failure('unprocessable', `${field}: there is no subscription type ${id} of mails; there are ${known}`, {
    reason: 'parameter_invalid',
    field,
  });
}

function refuseFault(fault: TemplateFault | undefined, field: string): void {
  if (fault === undefined) return;
  const place = fault.line === null ? '' : `, line ${fault.line}`;
  throw new Failure('unprocessable', `${field}${place}: ${fault.message}`, { reason: 'template_invalid', field });
}
