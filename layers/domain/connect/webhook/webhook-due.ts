/** What a delivery is called in the due index, where one word names what to look at. */
export type WebhookDue = { webhookId: string; deliveryId: string };

/** Takes a delivery; returns the subject of its due entry. */
export function webhookDueSubject({ webhookId, deliveryId }: WebhookDue): string {
  return `${webhookId}.${deliveryId}`;
}

/** Takes the subject of a due entry; returns the delivery it names. */
export function webhookOfDue(subject: string): WebhookDue {
  const dot = subject.indexOf('.');
  return { webhookId: subject.slice(0, dot), deliveryId: subject.slice(dot + 1) };
}
