import type { Campaign } from '#domain/engage/campaign/campaign';
import { fieldsOf, rulesIn } from '#domain/engage/campaign/fields-of-campaign';
import type { TemplateNames } from '#domain/engage/mail/mail';
import { type TemplateWarning, templateWarnings } from '#domain/engage/mail/template-warnings';
import { Failure } from '#domain/kernel/failure';
import type { Warning } from '#domain/kernel/warning';
import { namesEvent } from '#domain/targeting/rule/event-references';
import { meansEveryone } from '#domain/targeting/rule/means-everyone';
import { ruleWarnings } from '#domain/targeting/rule/rule-warnings';
import { type NamePorts, readNames } from '../targeting/rule-warnings.ts';

export type CampaignWarningPorts = NamePorts & { templateNames: TemplateNames };

/** Takes a campaign; returns what in its rules and texts is probably a mistake. Two reads. */
export async function warnOfCampaign(ports: CampaignWarningPorts, campaign: Campaign): Promise<Warning[]> {
  return (await doubtsOf(ports, campaign)).map(({ path, message }) => ({ path, message }));
}

async function doubtsOf(ports: CampaignWarningPorts, campaign: Campaign): Promise<(Warning | TemplateWarning)[]> {
  const known = await readNames(ports, campaign.workspaceId);
  const attributes = known.attributes.filter(({ model }) => model === 'contact').map(({ name }) => name);
  const rules = rulesIn(campaign).flatMap(({ rule, field }) => ruleWarnings(rule, field, known));
  const texts = await Promise.all(
    fieldsOf(campaign).flatMap(({ message, field: place }) =>
      message.channel !== 'email'
        ? []
        : Object.entries({ subject: message.subject, body: message.body }).map(async ([field, source]) =>
            templateWarnings(await ports.templateNames(source), `${place}.${field}`, {
              attributes,
              entersByEvent: namesEvent(campaign.audience),
            }),
          ),
    ),
  );
  return [...rules, ...texts.flat()];
}

/** What whoever starts a campaign has confirmed. */
export type StartConfirmation = { everyone: boolean; warnings: boolean };

/** Takes a campaign that is to be started; lets it pass if nothing is doubtful in it, or that is confirmed. @throws unprocessable naming what has to be confirmed */
export async function refuseUnconfirmedStart(
  ports: CampaignWarningPorts,
  campaign: Campaign,
  confirmed: StartConfirmation,
): Promise<void> {
  // Who resumes a campaign has confirmed it before.
  if (campaign.state !== 'draft') return;
  if (meansEveryone(campaign.audience) && !confirmed.everyone) {
    const message = 'The audience is everyone; send {"confirm": "everyone"} to mail all of them';
    throw new Failure('unprocessable', message, { reason: 'confirmation_required', field: 'confirm' });
  }
  const doubts = confirmed.warnings ? [] : await doubtsOf(ports, campaign);
  // A gap that some see is no reason to send nothing.
  const [first, ...others] = doubts.filter((doubt) => !('lacks' in doubt && doubt.lacks === 'some'));
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const message = `${first.path}: ${first.message}${more}. Change it, or send {"ignore_warnings": true}`;
  throw new Failure('unprocessable', message, { reason: 'campaign_has_warnings', field: first.path });
}
