/** Where functions put records of the stream that are too large for a message. */
export const KEPT_RECORDS_PREFIX = 'records/';

/** Where Lambda puts the batches that it gives up (AWS Lambda developer guide, "Capturing discarded batches"). */
export const GIVEN_UP_PREFIX = 'aws/lambda/';
