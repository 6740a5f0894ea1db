import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import type { LocalSes } from '../mail/local-ses.ts';
import type { MailLedger } from '../mail/mail-ledger.ts';
import type { MailEvent } from '../mail/ses-event.ts';
import type { ControlRoutes } from './control.ts';
import { parseInput } from './parse-input.ts';

const Injected = z.object({
  id: z.string().optional(),
  mail_id: z.string().optional(),
  type: z.enum(['delivery', 'bounce', 'complaint', 'open', 'click']),
  bounce_type: z.enum(['Permanent', 'Transient', 'Undetermined']).default('Permanent'),
  bounce_sub_type: z.string().default('General'),
  complaint_type: z.string().default('abuse'),
  link: z.string().optional(),
  user_agent: z.string().default('Mozilla/5.0 (local)'),
});

/** Takes SES and its ledger; returns the control calls about mail. */
export function mailCalls({ office, ledger }: { office: LocalSes; ledger: MailLedger }): ControlRoutes {
  return {
    'GET /mail': () => office.captured(),
    'DELETE /mail': () => office.clear(),
    'POST /mail/events': async ({ json }) => {
      const input = parseInput(Injected, await json());
      const id = input.mail_id ?? input.id ?? '';
      const mail = ledger.get(id);
      if (!mail) throw new Failure('not_found', `No mail has the id "${id}". GET /_local/mail lists them.`);
      await office.publish(mail, eventOf(input, mail.raw));
      return { id, type: input.type };
    },
    'POST /mail/inbound': async () => {
      throw new Failure('unavailable', 'No function receives mail yet.', { reason: 'not_implemented' });
    },
  };
}

function eventOf(input: z.infer<typeof Injected>, raw: string): MailEvent {
  switch (input.type) {
    case 'delivery':
      return { type: 'delivery' };
    case 'bounce':
      return { type: 'bounce', bounceType: input.bounce_type, bounceSubType: input.bounce_sub_type };
    case 'complaint':
      return { type: 'complaint', complaintFeedbackType: input.complaint_type };
    case 'open':
      return { type: 'open', userAgent: input.user_agent };
    case 'click':
      return {
        type: 'click',
        link: input.link ?? raw.match(/https?:\/\/[^\s"<>]+/)?.[0] ?? '',
        userAgent: input.user_agent,
      };
    default:
      return input.type satisfies never;
  }
}
