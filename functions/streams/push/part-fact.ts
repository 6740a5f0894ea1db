import type { DynamoDBRecord } from 'aws-lambda';
import type { ConversationPart } from '#domain/conversation/conversation';
import { plainItem } from '#store/attribute-value';
import { partCodec } from '#store/conversation-item';

/** Takes a record of the table's stream; returns the part that it says was written, or undefined for everything else. */
export function partFact(record: DynamoDBRecord): ConversationPart | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || image === undefined) return undefined;
  if (image.entity?.S !== partCodec.entity) return undefined;
  return partCodec.fromItem(plainItem(image));
}
