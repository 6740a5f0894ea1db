/** Why a teammate is away. */
export type AwayStatusReason = { id: string; label: string; emoji: string };

/** The reasons that every workspace has, in their order; Intercom's API has no operation that changes them. */
export const AWAY_STATUS_REASONS: readonly AwayStatusReason[] = [
  { id: '1', label: 'In a meeting', emoji: '🗓️' },
  { id: '2', label: 'On a break', emoji: '☕' },
  { id: '3', label: 'Eating', emoji: '🍽️' },
  { id: '4', label: 'Focusing', emoji: '🎧' },
  { id: '5', label: 'Off work', emoji: '🏡' },
];
