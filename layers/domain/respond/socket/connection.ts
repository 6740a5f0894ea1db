/** Who listens on a socket: one contact, or a teammate who sees every conversation of the workspace. */
export type Listener = { workspaceId: string; kind: 'contact' | 'admin'; id: string };

export type Connection = {
  id: string;
  listener: Listener;
  /** The hash of the messenger session or the id of the access token that let it open; with its end the socket ends. */
  credential?: string | undefined;
  connectedAt: number;
  /** API Gateway closes sockets at 2 hours; in ms. */
  expiresAt: number;
};

/** A single-use pass that opens one socket; only its hash is stored. In ms. */
export type SocketTicket = { hash: string; listener: Listener; credential?: string | undefined; expiresAt: number };

/** A messenger session; only the token's hash is stored. Its id is that hash, so that signing out needs no look-up. */
export type MessengerSession = {
  id: string;
  hash: string;
  workspaceId: string;
  contactId: string;
  /** Identity was proven by HMAC or JWT (R45). */
  verified: boolean;
  createdAt: number;
  expiresAt: number;
};

export type ConnectionStore = {
  createTicket(ticket: SocketTicket): Promise<void>;
  /** Takes the ticket out, so that it opens one socket only. Returns undefined if unknown, used or expired at `now`. */
  redeemTicket(workspaceId: string, hash: string, now: number): Promise<SocketTicket | undefined>;
  open(connection: Connection): Promise<void>;
  /** Who listens on a socket: a frame names nothing but the socket. */
  find(connectionId: string): Promise<Connection | undefined>;
  /** Idempotent. */
  close(connectionId: string): Promise<void>;
  listByListener(listener: Listener): Promise<Connection[]>;
  /** Every teammate's socket of a workspace. */
  listAdmins(workspaceId: string): Promise<Connection[]>;
  createSession(session: MessengerSession): Promise<void>;
  findSession(workspaceId: string, hash: string): Promise<MessengerSession | undefined>;
  /** Removes every session and unused ticket of a contact. Idempotent; those of the last moment may be missed. */
  endSessions(workspaceId: string, contactId: string): Promise<void>;
  /** Idempotent. */
  revokeSession(session: Pick<MessengerSession, 'workspaceId' | 'hash'>): Promise<void>;
};
