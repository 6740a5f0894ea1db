import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { Mailer } from '#domain/engage/mail/mail';
import { Failure } from '#domain/kernel/failure';
import { composeMime } from './mime.ts';

/** SES API reference, "Common errors" and SendRawEmail: refused now, taken later. */
const REFUSED_FOR_NOW = new Set([
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestThrottled',
  'LimitExceededException',
  'ServiceUnavailable',
  'AccountSendingPausedException',
  'ConfigurationSetSendingPausedException',
]);

/** Refused whenever it is offered. */
const REFUSED_FOR_GOOD = new Set([
  'MessageRejected',
  // IAM: the sender is of a domain that the stage does not name (infra/stages.ts, `senderDomains`).
  'AccessDenied',
  'AccessDeniedException',
  'MailFromDomainNotVerifiedException',
  'ConfigurationSetDoesNotExist',
  'ConfigurationSetDoesNotExistException',
  'InvalidParameterValue',
  'ValidationError',
]);

/** The connection was never made, so nothing was accepted. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CredentialsProviderError']);

/**
 * Takes a client that does not retry by itself and the configuration set; returns the mailer. SES has no
 * idempotency token, so an unknown outcome must reach the caller as it is.
 * @throws unavailable if SES refused it for now, unprocessable for good, or the client's own error if its
 * outcome is unknown
 */
export function sesMailer(client: SESClient, configurationSet: string): Mailer {
  return {
    send: async (mail) => {
      const command = new SendRawEmailCommand({
        RawMessage: { Data: await composeMime(mail) },
        // The envelope: whatever the headers say, one mailbox receives it.
        Destinations: [mail.to],
        ConfigurationSetName: configurationSet,
        Tags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
      });
      try {
        const { MessageId } = await client.send(command);
        return MessageId ?? '';
      } catch (cause) {
        throw knownRefusal(cause) ?? cause;
      }
    },
  };
}

function knownRefusal(cause: unknown): Failure | undefined {
  const name = cause instanceof Error ? cause.name : '';
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (REFUSED_FOR_NOW.has(name) || NEVER_CONNECTED.has(name) || NEVER_CONNECTED.has(code)) {
    return new Failure('unavailable', 'The mail provider takes no mail at the moment', { reason: name, cause });
  }
  if (REFUSED_FOR_GOOD.has(name)) {
    return new Failure('unprocessable', 'The mail provider refused the mail', { reason: name, cause });
  }
  return undefined;
}
