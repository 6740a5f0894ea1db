import type { Contact } from '../../people/contact/contact.ts';
import type { Admin } from '../../workspace/workspace/workspace.ts';
import type { PartAuthor } from './conversation.ts';

/** Takes a contact; returns it as the author of a message. A visitor who writes is a lead (R2). */
export function contactAuthor(contact: Pick<Contact, 'id' | 'role' | 'name' | 'email'>): PartAuthor {
  return {
    type: contact.role === 'user' ? 'user' : 'lead',
    id: contact.id,
    name: contact.name,
    email: contact.email,
  };
}

/** Takes a teammate; returns them as the author of a part. */
export function adminAuthor(admin: Pick<Admin, 'id' | 'name' | 'email'>): PartAuthor {
  return { type: 'admin', id: admin.id, name: admin.name, email: admin.email };
}

/** What the product does by itself. */
export const OPERATOR: PartAuthor = { type: 'bot', id: '0', name: 'Operator', email: null };
