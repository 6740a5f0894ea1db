import { parseInstant } from '../../kernel/instant.ts';
import { ownValue } from '../../kernel/own-value.ts';
import type { CompanyRecord } from '../../people/company/company-record.ts';
import { type AttributeSource, attributeSource, customStampKey } from '../../people/contact/attribute-name.ts';
import type { AttributeStamp } from '../../people/contact/contact.ts';
import { TAGS_STAMP } from '../../people/contact/contact-links.ts';
import { comparison, opposite, type Value } from './comparison.ts';
import { instantOutlook, lengthOf, type OutlookOfInstant } from './instant-outlook.ts';
import { anyOf, fixed, from, type Look, NEVER, not, type Outlook } from './outlook.ts';
import type { AttributeRule, Scalar } from './rule.ts';
import type { Subject } from './subject.ts';

/** The outlook of a value, with when it was written (undefined if that was never recorded). */
type OutlookOfValue = (value: Value, stamp: AttributeStamp | undefined, subject: Subject, t: number) => Outlook;

/** Takes a parsed rule on an attribute and the zone for calendar days that name none; returns its look. */
export function compileAttribute(rule: AttributeRule, timezone: string): Look {
  const source = attributeSource(rule.attribute);
  if (!source) return () => NEVER;
  switch (rule.op) {
    case 'known':
    case 'unknown':
      return compileComparison(source, rule.op, true);
    case 'been': {
      const holds = comparison('eq', rule.value, caseOf(source));
      const length = lengthOf(rule.for);
      // A value that was never stamped has stood since the contact was created.
      return ofValue(source, (value, stamp, subject, t) =>
        holds(value) ? from((stamp?.since ?? subject.contact.createdAt) + length, t) : NEVER,
      );
    }
    case 'more_than_ago':
    case 'less_than_ago':
    case 'within_next':
    case 'more_than_ahead':
    case 'before':
    case 'after':
    case 'exactly_ago':
      return ofInstant(source, instantOutlook(rule, timezone));
    default:
      return compileComparison(source, rule.op, rule.value);
  }
}

/** A negation holds for a contact of several companies if no company has the opposite. */
function compileComparison(
  source: AttributeSource,
  op: Parameters<typeof comparison>[0],
  operand: Scalar | Scalar[],
): Look {
  const positive = opposite(op);
  if (positive) return not(compileComparison(source, positive, operand));
  const holds = comparison(op, source.kind === 'date' ? inSeconds(operand) : operand, caseOf(source));
  return ofValue(source, (value) => fixed(holds(value)));
}

/** Nobody's mailbox depends on the case of its address, nor on how its domain is written. */
function caseOf(source: AttributeSource): { anyCase: boolean } {
  return { anyCase: source.kind === 'field' && (source.name === 'email' || source.name === 'email_domain') };
}

function inSeconds(operand: Scalar | Scalar[]): Scalar | Scalar[] {
  return Array.isArray(operand) ? operand.map(secondsOf) : secondsOf(operand);
}

function secondsOf(operand: Scalar): Scalar {
  const at = parseInstant(operand);
  return at === undefined ? operand : at / 1_000;
}

/** Reads the attribute as the API shows it, so that dates compare as whole Unix seconds. */
function ofValue(source: AttributeSource, outlook: OutlookOfValue): Look {
  switch (source.kind) {
    case 'field': {
      const { name, read } = source;
      return (subject, t) => outlook(read(subject.contact), ownValue(subject.contact.stamps, name), subject, t);
    }
    case 'date': {
      const { read } = source;
      return (subject, t) => {
        const at = read(subject.contact);
        return outlook(at === null ? null : Math.floor(at / 1_000), undefined, subject, t);
      };
    }
    case 'custom': {
      const { name } = source;
      const key = customStampKey(name);
      return (subject, t) => {
        const { customAttributes, stamps } = subject.contact;
        return outlook(ownValue(customAttributes, name), ownValue(stamps, key), subject, t);
      };
    }
    case 'sessions':
      return (subject, t) => {
        const { count, runs } = subject.profile.sessions;
        const since = runs[0]?.from;
        return outlook(count, since === undefined ? undefined : { at: since, since }, subject, t);
      };
    case 'tags':
      // Tags share one stamp, of the last change: `been` is then late at times and early never.
      return (subject, t) => {
        const stamp = ownValue(subject.contact.stamps, TAGS_STAMP);
        return outlook(subject.tags ? [...subject.tags] : null, stamp, subject, t);
      };
    case 'company':
      return ofAnyCompany((company, subject, t) =>
        outlook(ownValue(company.attributes, source.name), ownValue(company.stamps, source.name), subject, t),
      );
    default:
      return source satisfies never;
  }
}

/** Reads the attribute as a date; no member without one. */
function ofInstant(source: AttributeSource, outlook: OutlookOfInstant): Look {
  if (source.kind === 'date') {
    const { read } = source;
    return (subject, t) => {
      const at = read(subject.contact);
      return at === null ? NEVER : outlook(at, t);
    };
  }
  const parse = lastParsed();
  return ofValue(source, (value, _stamp, _subject, t) => {
    const at = parse(value);
    return at === undefined ? NEVER : outlook(at, t);
  });
}

/** The same attribute is read many times over in a row: by the step, and by the next of the same contact. */
function lastParsed(): (value: Value) => number | undefined {
  let text: Value;
  let instant: number | undefined;
  return (value) => {
    if (typeof value !== 'string') return parseInstant(value);
    if (value !== text) {
      text = value;
      instant = parseInstant(value);
    }
    return instant;
  };
}

/** A member through whichever company holds; several change as an `any` does. */
function ofAnyCompany(outlook: (company: CompanyRecord, subject: Subject, t: number) => Outlook): Look {
  return (subject, t) => {
    const companies = subject.companies;
    if (companies === undefined || companies.length === 0) return NEVER;
    return anyOf(companies.map((company) => (_, at) => outlook(company, subject, at)))(subject, t);
  };
}
