/** What spreadsheets take for the beginning of a formula, with its full-width forms (OWASP, "CSV Injection"). */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** Takes a text that somebody typed; returns it so that no spreadsheet runs it: behind an apostrophe if it begins as a formula does. */
export function defusedCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}
