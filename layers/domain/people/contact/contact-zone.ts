import { isTimeZone } from '../../kernel/time-zone.ts';
import type { Contact } from './contact.ts';

/** Takes a contact and the zone of its workspace; returns the contact's own: its attribute `timezone` (an IANA name), else the workspace's (J23). */
export function zoneOf({ customAttributes }: Pick<Contact, 'customAttributes'>, workspaceZone: string): string {
  const own = customAttributes['timezone'];
  return typeof own === 'string' && isTimeZone(own) ? own : workspaceZone;
}
