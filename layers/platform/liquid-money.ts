import type { FilterImplOptions } from 'liquidjs';

/** What a filter is called on: the mail's variables among others. */
type FilterImpl = ThisParameterType<Extract<FilterImplOptions, (...args: never[]) => unknown>>;

/** What an amount is written as where the contact's language is not known. */
const LANGUAGE = 'en';

/**
 * The Liquid filter `money`. Takes an amount as Intercom's events have it, `{ "amount": 34999, "currency": "eur" }` in the
 * currency's smallest unit, or a number of whole units with the currency as argument (`{{ 19.9 | money: "EUR" }}`);
 * returns it as the contact's language writes it. Without a currency it has two decimals; what is no amount shows nothing,
 * so that `default` can follow. @throws RangeError for a currency that is no ISO 4217 code
 */
export function money(this: FilterImpl, value: unknown, named?: unknown): string | null {
  const { amount, currency } = readAmount(value, named);
  if (amount === undefined) return null;
  const locale = localeOf(this.context.getSync(['language_override']));
  if (currency === undefined)
    return amount.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return amount.toLocaleString(locale, { style: 'currency', currency });
}

function readAmount(value: unknown, named: unknown): { amount: number | undefined; currency: string | undefined } {
  const given = typeof named === 'string' && named !== '' ? named.toUpperCase() : undefined;
  if (typeof value !== 'object' || value === null) return { amount: finite(value), currency: given };
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  const code = typeof currency === 'string' && currency !== '' ? currency.toUpperCase() : given;
  const smallest = finite(amount);
  return { amount: smallest === undefined ? undefined : smallest / 10 ** decimalsOf(code), currency: code };
}

/** How many decimals a currency has: 2, or 0 (JPY) or 3 (KWD). */
function decimalsOf(currency: string | undefined): number {
  if (currency === undefined) return 2;
  return new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function finite(value: unknown): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined;
  const amount = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(amount) ? amount : undefined;
}

function localeOf(language: unknown): string {
  try {
    return typeof language === 'string' ? (Intl.getCanonicalLocales(language)[0] ?? LANGUAGE) : LANGUAGE;
  } catch {
    return LANGUAGE;
  }
}
