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
const MOST_BYTES = 300_000;

/** Takes an item; returns it, or only its type and id if it is too long to be kept until it is delivered: the receiver reads the rest. */
export function keptItem(item: Shown): Shown {
  if (Buffer.byteLength(JSON.stringify(item)) <= MOST_BYTES) return item;
  return { type: item['type'], id: item['id'], truncated: true };
}
