import { escapeHtml } from '../../kernel/text-to-html.ts';

/**
 * Takes the rendered HTML of a mail and where its sender can be written to; returns HTML that says so: as it is if the template
 * names the address, else with the address at its end. Laws of many countries ask it of bulk mail (CAN-SPAM among them).
 */
export function withPostalAddress(html: string, address: string | null): string {
  const lines = (address ?? '')
    .split(/\r?\n/)
    .map((line) => escapeHtml(line.trim()))
    .filter(Boolean);
  if (lines.length === 0 || lines.every((line) => html.includes(line))) return html;
  const footer = `<div style="margin:32px 0 0;font-size:12px;color:#6b7280">${lines.join('<br>')}</div>`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? `${html}\n${footer}` : `${html.slice(0, end)}${footer}${html.slice(end)}`;
}
