import type { Context } from 'aws-lambda';

/**
 * Takes what to do at every tick; returns the Lambda handler for EventBridge Scheduler. Whatever it throws is left to
 * Lambda, which logs it, tries again and counts it in the function's alarm.
 * @example export const handler = scheduled(({ correlationId }) => timers.visitDue(correlationId));
 */
export function scheduled(
  work: (tick: { correlationId: string }) => Promise<void>,
): (event: unknown, context: Context) => Promise<void> {
  return (_event, context) => work({ correlationId: context.awsRequestId });
}
