import { Parser } from 'htmlparser2';

/** What is between their tags is not shown, or not as HTML. */
const HIDING = new Set(
  'head title style script template noscript textarea select option iframe object svg math xmp'.split(' '),
);
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0/i;

/** Every property that a style sheet of the mail could hide it by is set where no sheet comes before it. */
const SHOWN = 'display:block!important;visibility:visible!important;opacity:1!important';

/**
 * Takes the rendered HTML of a mail and its unsubscribe link; returns HTML that shows the link: as it is if it does already,
 * else with a footer at its end, or at its beginning where a comment, a style or an element that was never closed would
 * hide what follows (RFC 8058 asks for a link in the body beside the header).
 */
export function withUnsubscribeLink(html: string, unsubscribeUrl: string): string {
  if (look(html, unsubscribeUrl).shows) return html;
  const footer = `<div style="margin:32px 0 0;font-size:12px;color:#6b7280;${SHOWN}">You receive this because you use our product. <a href="${unsubscribeUrl}" style="color:#6b7280;font-size:12px;${SHOWN.replace('block', 'inline')}">Unsubscribe</a></div>`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  const below = end < 0 ? `${html}\n${footer}` : `${html.slice(0, end)}${footer}${html.slice(end)}`;
  const { shows, bodyAt } = look(below, unsubscribeUrl);
  return shows ? below : `${html.slice(0, bodyAt)}${footer}\n${html.slice(bodyAt)}`;
}

/** Takes HTML and a link's address; returns whether the link is shown, and where what is shown begins. */
function look(html: string, address: string): { shows: boolean; bodyAt: number } {
  const hiding: boolean[] = [];
  let shows = false;
  let bodyAt = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      const hides = HIDING.has(name) || Object.hasOwn(attributes, 'hidden') || HIDDEN.test(attributes['style'] ?? '');
      hiding.push(hides);
      if (name === 'body') bodyAt = parser.endIndex + 1;
      if (name === 'a' && attributes['href']?.trim() === address && !hiding.includes(true)) shows = true;
    },
    onclosetag() {
      hiding.pop();
    },
  });
  parser.end(html);
  return { shows, bodyAt };
}
