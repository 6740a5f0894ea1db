import { domainToASCII } from 'node:url';
import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';

export type CertifiedDomain = { name: string; certificateArn: string };

/** Where a company signs on: by SAML, or by OIDC with a client whose secret Secrets Manager keeps. */
export type SignOn =
  | { kind: 'saml'; metadataUrl: string }
  | { kind: 'oidc'; issuer: string; clientId: string; secretName: string };

/** Everything that may differ between two deployments of Parley; nothing else does. */
export type StageSettings = {
  /** Part of every stack, function and queue name: lower-case letters, digits and hyphens. */
  name: string;
  /** The domain mails are sent from and whose SES identity the mail stack makes; without it no mail leaves. */
  mailDomain: string | undefined;
  /** Further domains that workspaces may be granted senders of; whoever owns them verifies them with SES. */
  senderDomains: string[];
  /** A host name of your own for the HTTP API, with the ARN of its ACM certificate in the same region. */
  domain: CertifiedDomain | undefined;
  /** A host name of your own for sockets: API Gateway serves HTTP and sockets under one name to nobody. */
  socketDomain: CertifiedDomain | undefined;
  /** A host name of your own for sign-in, with a certificate of us-east-1, where CloudFront reads it. */
  signInDomain: CertifiedDomain | undefined;
  /** The subdomain that bounces go to, so that SPF is checked against your domain; without it, against SES's. */
  mailFromDomain: string | undefined;
  /** Whether each teammate must have a second factor, or chooses. */
  mfa: 'optional' | 'required';
  /** Your company's sign-on beside passwords. */
  signOn: SignOn | undefined;
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
 * `-c mailDomain=`, `-c senderDomains=`, `-c mailFromDomain=`, `-c domain=`, `-c socketDomain=` and `-c signInDomain=` with their
 * certificates, `-c mfa=`, those of the company's sign-on, and `-c alarmEmail=` ask for.
 * Throws an Error that names the faulty setting.
 */
export function stageSettings(node: Node): StageSettings {
  const setting = (name: string) => textSetting(node, name);
  const name = setting('stage') ?? 'prod';
  const defaults = stages[name];
  if (!defaults)
    throw new Error(`Unknown stage "${name}". Known: ${Object.keys(stages).join(', ')}. Add it to infra/stages.ts.`);

  return {
    ...defaults,
    name,
    mailDomain: mailDomains(setting('mailDomain'))[0],
    senderDomains: mailDomains(setting('senderDomains')),
    alarmEmail: setting('alarmEmail'),
    domain: certifiedDomain(setting, 'domain', 'certificateArn', 'chat.example.com'),
    socketDomain: certifiedDomain(setting, 'socketDomain', 'socketCertificateArn', 'sockets.example.com'),
    signInDomain: certifiedDomain(setting, 'signInDomain', 'signInCertificateArn', 'sign-in.example.com'),
    mailFromDomain: mailFromDomain(setting('mailFromDomain'), setting('mailDomain')),
    mfa: secondFactor(setting('mfa')),
    signOn: signOn(setting),
  };
}

type Setting = (name: string) => string | undefined;

function certifiedDomain(setting: Setting, domain: string, certificate: string, example: string) {
  const name = setting(domain);
  const certificateArn = setting(certificate);
  if (name !== undefined && certificateArn !== undefined) return { name, certificateArn };
  if (name === undefined && certificateArn === undefined) return undefined;
  throw new Error(`A ${domain} needs both settings: -c ${domain}=${example} -c ${certificate}=arn:aws:acm:...`);
}

/** SES takes a subdomain of the identity alone, which nothing else receives mail at. */
function mailFromDomain(written: string | undefined, mailDomain: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const [domain = ''] = mailDomains(written);
  if (mailDomain !== undefined && domain.endsWith(`.${mailDomains(mailDomain)[0]}`)) return domain;
  throw new Error(`The mailFromDomain "${written}" must be a subdomain of the mailDomain: bounce.example.com`);
}

function secondFactor(written: string | undefined): StageSettings['mfa'] {
  if (written === undefined || written === 'optional' || written === 'required') return written ?? 'optional';
  throw new Error(`The setting "mfa" is optional or required, not "${written}".`);
}

function signOn(setting: Setting): SignOn | undefined {
  const [metadataUrl, issuer] = [setting('signOnMetadataUrl'), setting('signOnIssuer')];
  const [clientId, secretName] = [setting('signOnClientId'), setting('signOnSecret')];
  if (metadataUrl !== undefined && issuer !== undefined)
    throw new Error('Sign-on is by SAML (signOnMetadataUrl) or by OIDC (signOnIssuer), not by both.');
  if (metadataUrl !== undefined) return { kind: 'saml', metadataUrl };
  if (issuer === undefined && clientId === undefined && secretName === undefined) return undefined;
  if (issuer !== undefined && clientId !== undefined && secretName !== undefined)
    return { kind: 'oidc', issuer, clientId, secretName };
  throw new Error(
    'Sign-on by OIDC needs three settings: -c signOnIssuer=https://... -c signOnClientId=... -c signOnSecret=NAME',
  );
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
