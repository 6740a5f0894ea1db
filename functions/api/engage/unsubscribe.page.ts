import type { PageLanguage } from '#domain/people/contact/page-language';
import { MAIL_SUBSCRIPTIONS } from '#domain/people/subscription/subscription-choice';
import type { Reply } from '#runtime/contract';
import type { MailPreferences } from '#usecases/engage/preferences';
import { MAIL_PAGE_TEXTS } from './mail-page.texts.ts';
import { escapeHtml, mailPage } from './mail-page.ts';

/** Whose page it is and where the link of its mail leads. */
export type PageSubject = { language: PageLanguage; workspaceName: string; token: string };

/** Returns the page that asks before it unsubscribes. */
export function askPage({ language, workspaceName, token }: PageSubject): Reply {
  const texts = MAIL_PAGE_TEXTS[language];
  const name = escapeHtml(workspaceName);
  return mailPage(
    language,
    texts.unsubscribeTitle(name),
    `<p>${texts.unsubscribeAsk(name)}</p><form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">${texts.unsubscribeButton}</button></form>${toPreferences(token, texts.chooseInstead)}`,
  );
}

/** Returns the page that says it is done. */
export function donePage({ language, workspaceName, token }: PageSubject): Reply {
  const texts = MAIL_PAGE_TEXTS[language];
  const done = `<p>${texts.unsubscribed(escapeHtml(workspaceName))}</p>`;
  return mailPage(language, texts.unsubscribedTitle, `${done}${toPreferences(token, texts.changedMind)}`);
}

/** Takes what a contact has chosen, and whether that was just saved; returns the page on which it chooses among the types of mail. */
export function preferencesPage(language: PageLanguage, preferences: MailPreferences, isSaved: boolean): Reply {
  const texts = MAIL_PAGE_TEXTS[language];
  const { workspace, chosen, none } = preferences;
  const boxes = MAIL_SUBSCRIPTIONS.map(({ id, translations: [first] }) => {
    const [name, description] = texts.types[id] ?? [first.name, first.description];
    const isOn = chosen.has(id) ? ' checked' : '';
    return `<label><input type="checkbox" name="type_${escapeHtml(id)}" value="on"${isOn}> ${escapeHtml(name)}<small>${escapeHtml(description)}</small></label>`;
  });
  const noneBox = `<label><input type="checkbox" name="none" value="on"${none ? ' checked' : ''}> ${texts.none}</label>`;
  const note = `<p${isSaved ? ' role="status"' : ''}>${isSaved ? texts.saved : texts.preferencesAsk}</p>`;
  // Says that it was this form: a browser sends nothing of boxes that are empty.
  const form = `<form method="post"><input type="hidden" name="preferences" value="save"><fieldset>${boxes.join('')}</fieldset><fieldset>${noneBox}</fieldset><button type="submit">${texts.save}</button></form>`;
  return mailPage(language, texts.preferencesTitle(escapeHtml(workspace.name)), `${note}${form}`);
}

/** Returns the page for links that this product never made. */
export function unknownLinkPage(language: PageLanguage): Reply {
  const texts = MAIL_PAGE_TEXTS[language];
  return { ...mailPage(language, texts.unknownTitle, `<p>${texts.unknown}</p>`), status: 404 };
}

/** Both pages have the same token, beside each other, so that this holds under every base path. */
const toPreferences = (token: string, text: string) =>
  `<p><a href="../preferences/${encodeURIComponent(token)}">${text}</a></p>`;
