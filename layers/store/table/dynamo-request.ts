import type { QueryCommandInput, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from './access-pattern.ts';
import { withStoredKeys } from './stored-keys.ts';
import type { Action, Addition, Condition, Item, Query } from './table.ts';
import { type IndexName, keyAttributes } from './table-schema.ts';

type TransactionItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Takes an item's address and its places in indexes; returns them as attributes of the item. */
export function addressAttributes(...keys: Key[]): Item {
  return Object.assign({}, ...keys.map(itemKey));
}

/** Takes an address; returns it under the attribute names of its index. */
export function itemKey(key: Key): Record<string, string> {
  const { partition, sort } = keyAttributes(key.index);
  return { [partition]: key.partition, [sort]: key.sort };
}

/** Takes an item of an index; returns its sort value there. */
export function sortValue(index: IndexName, item: Item): string {
  return String(item[keyAttributes(index).sort]);
}

/** Takes a condition or none; returns the request members that ask for it and for what was found instead. */
export function conditionInput(when: Condition | undefined) {
  if (when === undefined) return {};
  const { expression, ...rest } = conditionExpression(when);
  return { ConditionExpression: expression, ...rest, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
}

function conditionExpression(when: Condition) {
  if (when === 'absent')
    return {
      expression: 'attribute_not_exists(#absent)',
      ExpressionAttributeNames: { '#absent': keyAttributes('table').partition },
    };
  const entries = Object.entries(when.equals);
  return {
    expression: entries.map((_, index) => `#c${index} = :c${index}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#c${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], index) => [`:c${index}`, value])),
  };
}

/** Takes an addition; returns the members of an update request for it. */
export function additionInput({ key, attribute, by, set, unlessReached }: Addition) {
  const entries = Object.entries(set);
  const limited = unlessReached !== undefined;
  return {
    Key: itemKey(key),
    UpdateExpression: `ADD #n :by SET ${entries.map((_, index) => `#s${index} = :s${index}`).join(', ')}`,
    ExpressionAttributeNames: {
      '#n': attribute,
      ...Object.fromEntries(entries.map(([name], index) => [`#s${index}`, name])),
    },
    ExpressionAttributeValues: {
      ':by': by,
      ...Object.fromEntries(entries.map(([, value], index) => [`:s${index}`, withStoredKeys(value)])),
      ...(limited ? { ':limit': unlessReached } : {}),
    },
    ...(limited
      ? {
          ConditionExpression: 'attribute_not_exists(#n) OR #n < :limit',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
        }
      : {}),
  };
}

/** Takes the table's name and an action; returns it as a member of a transaction. */
export function transactionItem(TableName: string, action: Action): TransactionItem {
  if ('put' in action) return { Put: { TableName, Item: withStoredKeys(action.put), ...conditionInput(action.when) } };
  if ('remove' in action) return { Delete: { TableName, Key: itemKey(action.remove), ...conditionInput(action.when) } };
  return { Update: { TableName, ...additionInput(action.add) } };
}

/** Takes the table's name and a query; returns the request. */
export function queryInput(TableName: string, query: Query): QueryCommandInput {
  const { index, partition, prefix } = query.in;
  const names = keyAttributes(index);
  const sort = sortCondition(query, prefix);
  return {
    TableName,
    ...(index === 'table' ? { ConsistentRead: query.consistent ?? false } : { IndexName: index }),
    KeyConditionExpression: sort === undefined ? '#p = :p' : `#p = :p AND ${sort.expression}`,
    ExpressionAttributeNames: { '#p': names.partition, ...(sort === undefined ? {} : { '#s': names.sort }) },
    ExpressionAttributeValues: { ':p': partition, ...sort?.values },
    ScanIndexForward: !(query.newestFirst ?? false),
    ...(query.limit === undefined ? {} : { Limit: query.limit }),
    // An index cannot be entered at an invented key, but a comparison does the same there.
    ...(index === 'table' && query.after !== undefined
      ? { ExclusiveStartKey: itemKey({ index, partition, sort: query.after }) }
      : {}),
  };
}

function sortCondition(query: Query, prefix: string | undefined) {
  if (query.in.index !== 'table' && query.after !== undefined)
    return { expression: `#s ${query.newestFirst === true ? '<' : '>'} :after`, values: { ':after': query.after } };
  if (query.range !== undefined)
    return { expression: '#s BETWEEN :from AND :to', values: { ':from': query.range.from, ':to': query.range.to } };
  if (prefix !== undefined) return { expression: 'begins_with(#s, :prefix)', values: { ':prefix': prefix } };
  return undefined;
}
