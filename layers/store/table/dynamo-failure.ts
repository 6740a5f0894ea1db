import { Failure } from '#domain/kernel/failure';
import { type AttributeValue, plainItem } from './attribute-value.ts';
import { ConditionFailure } from './condition-failure.ts';
import type { Item } from './table.ts';

/** What may succeed when repeated: throttling, faults of the service, and a network that gave nothing back. */
const PASSING = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TimeoutError',
  'AbortError',
  'NetworkingError',
]);

/** The parts of an SDK error that matter here; every member may be missing. */
type SdkError = Error & {
  $retryable?: unknown;
  $metadata?: { httpStatusCode?: number };
  code?: unknown;
  Item?: Record<string, AttributeValue>;
  CancellationReasons?: { Code?: string; Message?: string; Item?: Record<string, AttributeValue> }[];
};

/** Takes what an SDK call threw; returns the failure to throw instead. */
export function dynamoFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure('internal', 'The database failed.', { cause: error });
  const fault: SdkError = error;
  if (fault.name === 'ConditionalCheckFailedException')
    return conflict(new ConditionFailure(new Map([[0, plain(fault.Item)]])));
  if (fault.name === 'TransactionCanceledException') return canceled(fault);
  // Another transaction holds the item: whoever retries conflicts reads again and decides anew.
  if (fault.name === 'TransactionConflictException') return conflict(error);
  if (fault.name === 'ValidationException' && /item size/i.test(fault.message))
    return new Failure('payload_too_large', 'This is more than one record can hold.', {
      permanent: true,
      cause: error,
    });
  if (passes(fault)) return unavailable(error);
  return new Failure('internal', 'The database refused the request.', {
    // Other refusals, such as of a permission, are about us and not about what was asked for.
    ...(fault.name === 'ValidationException' ? { permanent: true } : {}),
    cause: error,
  });
}

function canceled(fault: SdkError): Failure {
  const reasons = fault.CancellationReasons ?? [];
  const failed = reasons.flatMap((reason, index) =>
    reason.Code === 'ConditionalCheckFailed' ? [[index, plain(reason.Item)] as const] : [],
  );
  if (failed.length > 0) return conflict(new ConditionFailure(new Map(failed)));
  if (reasons.some((reason) => reason.Code === 'TransactionConflict')) return conflict(fault);
  if (reasons.some((reason) => reason.Code === 'ThrottlingError' || reason.Code === 'ProvisionedThroughputExceeded'))
    return unavailable(fault);
  if (reasons.some(({ Code, Message = '' }) => Code === 'ValidationError' && /item size/i.test(Message)))
    return new Failure('payload_too_large', 'This is more than one record can hold.', {
      permanent: true,
      cause: fault,
    });
  return new Failure('internal', 'The database refused the request.', {
    ...(reasons.some(({ Code }) => Code === 'ValidationError') ? { permanent: true } : {}),
    cause: fault,
  });
}

const conflict = (cause: Error) => new Failure('conflict', 'The record was changed by another request.', { cause });

const unavailable = (cause: unknown) =>
  new Failure('unavailable', 'The database is busy; try again.', { retryAfter: 1, cause });

/** The Document client translates responses but not the items inside errors. */
function plain(item: Record<string, AttributeValue> | undefined): Item | undefined {
  return item === undefined ? undefined : plainItem(item);
}

function passes(fault: SdkError): boolean {
  const status = fault.$metadata?.httpStatusCode ?? 0;
  return PASSING.has(fault.name) || fault.$retryable !== undefined || status >= 500 || typeof fault.code === 'string';
}
