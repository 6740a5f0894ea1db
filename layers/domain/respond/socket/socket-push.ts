/** The way to an open socket. */
export type SocketPush = {
  /**
   * Sends one frame of text. Returns `gone` if the socket is closed for good.
   * @throws unavailable if it cannot be told; nothing is repeated, clients catch up by sequence number
   */
  send(connectionId: string, frame: string): Promise<'sent' | 'gone'>;
  /** Closes the socket; one that is closed stays so. @throws unavailable if it cannot be told */
  close(connectionId: string): Promise<void>;
};
