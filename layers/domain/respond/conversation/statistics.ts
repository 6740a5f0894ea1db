import type { Conversation, ConversationStatistics } from './conversation.ts';
import { earlier, later } from './instants.ts';

/** What a head keeps of waits: every message rewrites it, and 100 of them take some 400 bytes. */
const MAX_WAITS = 100;

export const NO_STATISTICS: ConversationStatistics = {
  countAssignments: 0,
  firstAssignmentAt: null,
  lastAssignmentAt: null,
  assignedUnansweredAt: null,
  answeredSinceAssignmentAt: null,
  waits: [],
};

/** Takes a conversation and an instant (ms) at which somebody is assigned to it; returns what is known then. */
export function withAssignment(before: Conversation, at: number): ConversationStatistics {
  const { statistics, firstContactReplyAt, firstAdminReplyAt } = before;
  if (firstContactReplyAt === null) return statistics;
  return {
    ...statistics,
    countAssignments: statistics.countAssignments + 1,
    firstAssignmentAt: earlier(statistics.firstAssignmentAt, at),
    lastAssignmentAt: later(statistics.lastAssignmentAt, at),
    assignedUnansweredAt: firstAdminReplyAt === null ? at : statistics.assignedUnansweredAt,
    answeredSinceAssignmentAt: null,
  };
}

/**
 * Takes a conversation and when a teammate answers (ms); returns what that changes: the wait ends (R11), the first response
 * is stamped (R14). What is brought here from before the question does not answer it.
 */
export function answered(before: Conversation, at: number): Partial<Conversation> {
  const { waitingSince, firstAdminReplyAt, lastAdminReplyAt, statistics } = before;
  const { lastAssignmentAt, answeredSinceAssignmentAt, waits } = statistics;
  const ends = waitingSince !== null && at >= waitingSince;
  const answersAssignment = lastAssignmentAt !== null && at >= lastAssignmentAt;
  return {
    waitingSince: ends ? null : waitingSince,
    firstAdminReplyAt: earlier(firstAdminReplyAt, at),
    lastAdminReplyAt: later(lastAdminReplyAt, at),
    statistics: {
      ...statistics,
      answeredSinceAssignmentAt: answersAssignment ? earlier(answeredSinceAssignmentAt, at) : answeredSinceAssignmentAt,
      waits: ends ? [...waits, Math.floor((at - waitingSince) / 1_000)].slice(-MAX_WAITS) : waits,
    },
  };
}

/** Takes numbers; returns their median, rounded, or null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
