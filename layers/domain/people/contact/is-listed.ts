import type { Contact } from './contact.ts';

/** Takes a contact; returns whether lists, searches and counts have it: whoever is archived and visitors are in none. */
export function isListed({ archived, role }: Pick<Contact, 'archived' | 'role'>): boolean {
  return !archived && role !== 'visitor';
}
