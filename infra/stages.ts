import { domainToASCII } from 'node:url';
import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';

/** Everything that may differ between two deployments of Parley; nothing else does. */
export type StageSettings = {
  /** Part of every stack, function and queue name: lower-case letters, digits and hyphens. */
  name: string;
  /** The domain mails are sent from and whose SES identity the mail stack makes; without it no mail leaves. */
  mailDomain: string | undefined;
  /** Further domains that workspaces may be granted senders of; whoever owns them verifies them with SES. */
  senderDomains: string[];
  /** A host name of your own for the HTTP API, with the ARN of its ACM certificate in the same region. */
  domain: { name: string; certificateArn: string } | undefined;
  /** Receives the alarms; without it they only show in CloudWatch. */
  alarmEmail: string | undefined;
  logRetention: RetentionDays;
  /** What becomes of the table, bucket and user pool when their stack is deleted. */
  dataRemoval: RemovalPolicy;
  /** How many copies of the mail worker run at once: keep it at your SES rate per second or below. At least 2. */
  mailConcurrency: number;
};

type StageDefaults = Pick<StageSettings, 'logRetention' | 'dataRemoval' | 'mailConcurrency'>;

const stages: Record<string, StageDefaults> = {
  prod: { logRetention: RetentionDays.THREE_MONTHS, dataRemoval: RemovalPolicy.RETAIN, mailConcurrency: 10 },
  dev: { logRetention: RetentionDays.ONE_WEEK, dataRemoval: RemovalPolicy.DESTROY, mailConcurrency: 2 },
};

// RFC 2606: a name that can never be registered, so that SES refuses it in words a person understands.
export const NO_MAIL_DOMAIN = 'mail.invalid';

/**
 * Takes the construct node that holds the CDK context; returns the settings that `-c stage=`,
 * `-c mailDomain=`, `-c senderDomains=`, `-c domain=` with `-c certificateArn=`, and `-c alarmEmail=` ask for.
 * Throws an Error that names the faulty setting.
 */
export function stageSettings(node: Node): StageSettings {
  const setting = (name: string) => textSetting(node, name);
  const name = setting('stage') ?? 'prod';
  const defaults = stages[name];
  if (!defaults)
    throw new Error(`Unknown stage "${name}". Known: ${Object.keys(stages).join(', ')}. Add it to infra/stages.ts.`);

  const domain = setting('domain');
  const certificateArn = setting('certificateArn');
  if ((domain === undefined) !== (certificateArn === undefined)) {
    throw new Error('A domain needs both settings: -c domain=chat.example.com -c certificateArn=arn:aws:acm:...');
  }

  return {
    ...defaults,
    name,
    mailDomain: mailDomains(setting('mailDomain'))[0],
    senderDomains: mailDomains(setting('senderDomains')),
    alarmEmail: setting('alarmEmail'),
    domain: domain && certificateArn ? { name: domain, certificateArn } : undefined,
  };
}

/** Takes domains with commas in between; returns them as they stand in mails, which IAM compares byte by byte. */
function mailDomains(sent: string | undefined): string[] {
  const written = sent?.split(',').map((each) => each.trim()) ?? [];
  return written.filter(Boolean).map((each) => {
    const domain = domainToASCII(each);
    if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return domain;
    throw new Error(`"${each}" is not a domain that mails can come from.`);
  });
}

function textSetting(node: Node, name: string): string | undefined {
  const value: unknown = node.tryGetContext(name);
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new Error(`The setting "${name}" must be text.`);
  return value;
}
