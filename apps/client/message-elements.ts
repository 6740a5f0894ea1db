/** The elements that a message may have: what `layers/platform/safe-html.ts` writes. */
export const MESSAGE_ELEMENTS = new Set(
  'p br div b strong i em u s sub sup code pre blockquote hr a ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr th td'.split(
    ' ',
  ),
);
