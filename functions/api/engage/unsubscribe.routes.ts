import { isFailure } from '#domain/kernel/failure';
import { pageLanguage } from '#domain/people/contact/page-language';
import { MAIL_SUBSCRIPTIONS } from '#domain/people/subscription/subscription-choice';
import { type Reply, type Route, route } from '#runtime/contract';
import { choosePreferences, inspectPreferences, type MailPreferences } from '#usecases/engage/preferences';
import { type SubscriptionPorts, unsubscribe } from '#usecases/engage/subscriptions';
import * as contracts from './unsubscribe.contract.ts';
import { askPage, donePage, preferencesPage, unknownLinkPage } from './unsubscribe.page.ts';

type Headers = Readonly<Record<string, string | undefined>>;

/** Takes the ports; returns the routes of the links in mails. People meet them, so their failures are pages too. */
export function unsubscribeRoutes(ports: SubscriptionPorts): Route[] {
  return [
    route(contracts.showUnsubscribe, ({ params, headers }) =>
      orUnknown(headers, async () =>
        askPage(subjectOf(await inspectPreferences(ports, params.token), params, headers)),
      ),
    ),
    route(contracts.unsubscribe, ({ params, headers, correlationId }) =>
      orUnknown(headers, async () => {
        await unsubscribe(ports, params.token, correlationId);
        return donePage(subjectOf(await inspectPreferences(ports, params.token), params, headers));
      }),
    ),
    route(contracts.showPreferences, ({ params, headers }) =>
      orUnknown(headers, async () => {
        const preferences = await inspectPreferences(ports, params.token);
        return preferencesPage(languageOf(preferences, headers), preferences, false);
      }),
    ),
    route(contracts.choosePreferences, ({ params, body, headers, correlationId }) =>
      orUnknown(headers, async () => {
        const chosen = MAIL_SUBSCRIPTIONS.map(({ id }) => id).filter((id) => body[`type_${id}`] === 'on');
        const choice = { chosen: new Set(chosen), none: body.none === 'on' };
        const preferences = await choosePreferences(ports, params.token, choice, correlationId);
        return preferencesPage(languageOf(preferences, headers), preferences, true);
      }),
    ),
  ];
}

const languageOf = ({ contact }: MailPreferences, headers: Headers) =>
  pageLanguage(contact, headers['accept-language']);

const subjectOf = (preferences: MailPreferences, { token }: { token: string }, headers: Headers) => ({
  language: languageOf(preferences, headers),
  workspaceName: preferences.workspace.name,
  token,
});

async function orUnknown(headers: Headers, answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (isFailure(error, 'not_found')) return unknownLinkPage(pageLanguage(undefined, headers['accept-language']));
    throw error;
  }
}
