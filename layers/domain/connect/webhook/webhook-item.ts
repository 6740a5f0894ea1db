/** A resource as the API shows it. */
type Shown = Record<string, unknown>;

/** Takes the type and id of what was deleted; returns the item of a `*.deleted` topic: no more than that it is gone. */
export function deletedItem(type: string, id: string): Shown {
  return { type, id, deleted: true };
}

/** Takes a tag and a contact as the API shows them, and when they met or parted in ms; returns the item of the contact tag topics. */
export function contactTagItem(tag: Shown, contact: Shown, at: number): Shown {
  return { type: 'contact_tag', created_at: Math.floor(at / 1000), tag, contact };
}

/** Takes a resource and the contact that was attached to or detached from it, as the API shows them; returns the item. */
export function itemWithContact(resource: Shown, contact: Shown): Shown {
  return { ...resource, contact };
}

/** Takes a contact as the API shows it and whether it may be mailed now; returns the item of `contact.subscribed` and `contact.unsubscribed`: of all mails, so no type is named. */
export function subscriptionItem(contact: Shown, subscribed: boolean): Shown {
  return { type: 'subscription', state: subscribed ? 'subscribed' : 'unsubscribed', contact };
}

/** DynamoDB keeps 400 kB in one item; the notification is not all of it. */
const MAX_BYTES = 300_000;

/** Takes an item; returns it, or only its type and id if it is too long to be kept until it is delivered: the receiver reads the rest. */
export function keptItem(item: Shown): Shown {
  if (Buffer.byteLength(JSON.stringify(item)) <= MAX_BYTES) return item;
  return { type: item['type'], id: item['id'], truncated: true };
}

/** Takes an item; returns the ids of the contacts whose data it holds: whoever deletes one of them has it reduced. */
export function contactsOfItem(item: Shown): string[] {
  if (item['deleted'] === true) return [];
  const own = item['type'] === 'contact' || item['type'] === 'visitor' ? item['id'] : item['intercom_user_id'];
  const ids = [own, idOf(item['contact']), ...contactsOf(item['contacts'])];
  return [...new Set(ids)].filter((id) => typeof id === 'string');
}

/** Takes an item that tells of a contact who is deleted; returns no more of it than what it was about. */
export function reducedItem(item: Shown): Shown {
  return { type: item['type'], ...(item['id'] === undefined ? {} : { id: item['id'] }), deleted: true };
}

function contactsOf(list: unknown): unknown[] {
  const contacts = typeof list === 'object' && list !== null ? Reflect.get(list, 'contacts') : undefined;
  return Array.isArray(contacts) ? contacts.map(idOf) : [];
}

function idOf(shown: unknown): unknown {
  return typeof shown === 'object' && shown !== null ? Reflect.get(shown, 'id') : undefined;
}
