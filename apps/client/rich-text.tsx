import { type ComponentChildren, h } from 'preact';
import { MESSAGE_ELEMENTS } from './message-elements.ts';

const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)/i;

/** Shows the HTML of a message, element by element from a list: the server has sanitised it, and no markup is ever handed to the page. */
export function RichText({ html }: { html: string }) {
  return <>{children(new DOMParser().parseFromString(html, 'text/html').body)}</>;
}

function children(parent: Node): ComponentChildren[] {
  return [...parent.childNodes].map(shown);
}

function shown(node: Node): ComponentChildren {
  if (!(node instanceof HTMLElement)) return node.textContent;
  const tag = node.tagName.toLowerCase();
  if (!MESSAGE_ELEMENTS.has(tag)) return children(node);
  const href = tag === 'a' ? (node.getAttribute('href') ?? '') : '';
  const link = SAFE_LINK.test(href) ? { href, target: '_blank', rel: 'noopener noreferrer nofollow' } : {};
  return h(tag, link, ...children(node));
}
