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
