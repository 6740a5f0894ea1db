/** What a field holds. `membership` is a set of ids that can only be tested for one of them (Intercom's `tag_id`). */
export type FieldType = 'string' | 'number' | 'boolean' | 'date' | 'membership';

export type Field = {
  name: string;
  type: FieldType;
  /** Whether case matters: it does in ids, and in nothing that people type. */
  exact: boolean;
  /** An e-mail address or a part of one, compared in the form that all ways to write it share. */
  address?: true;
};

/** How a date filter is read: by whole calendar days of the workspace (contacts), or to the second (conversations, tickets). */
export type DateRule = { by: 'day'; timezone: string } | { by: 'second' };

/** The searchable fields of one resource. */
export type FieldCatalogue = {
  /** Takes a field name as sent; returns the field or undefined. Never looks at a prototype. */
  find(name: string): Field | undefined;
  dates: DateRule;
  /** Records on a page that asks for no number: 50 contacts, 20 conversations or tickets (Intercom API 2.15). */
  defaultPerPage: number;
};

export type FieldValue = string | number | boolean | null;

/** Takes a field name of the catalogue; returns the record's value, or all of them for a field that has several. Dates are in ms. */
export type ReadField = (name: string) => FieldValue | readonly FieldValue[];

/** Takes any value; returns the form in which text is compared where case does not matter. */
export function foldCase(text: string): string {
  return text.normalize().toLowerCase();
}
