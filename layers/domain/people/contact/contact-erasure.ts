/**
 * What belongs to a contact beside its record: events, profile, links, sends, conversations, timers, sockets and
 * sessions. Both operations may be broken off anywhere and repeated; the mark of the former contact goes last or stays.
 */
export type ContactErasure = {
  /** Removes or anonymises every trace of a former contact, its mark included. A contact that is there is left alone. */
  erase(workspaceId: string, contactId: string): Promise<void>;
  /** Gives everything of a merged contact to whom it was merged into; the mark of the merge stays. */
  move(workspaceId: string, contactId: string, into: string): Promise<void>;
};
