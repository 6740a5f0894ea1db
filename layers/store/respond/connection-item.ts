import * as z from 'zod';
import type { Connection, MessengerSession, SocketTicket } from '#domain/respond/socket/connection';
import { codec } from '../table/codec.ts';

/** Absent in what an earlier release wrote, and for a teammate's sign-in. */
const credential = z.string().optional();

const listener = z.object({ workspaceId: z.string(), kind: z.enum(['contact', 'admin']), id: z.string() });

export const connectionCodec = codec<Connection>(
  'connection',
  z.object({ id: z.string(), listener, credential, connectedAt: z.number(), expiresAt: z.number() }),
);

export const ticketCodec = codec<SocketTicket>(
  'ticket',
  z.object({ hash: z.string(), listener, credential, expiresAt: z.number() }),
);

export const sessionCodec = codec<MessengerSession>(
  'session',
  z.object({
    id: z.string(),
    hash: z.string(),
    workspaceId: z.string(),
    contactId: z.string(),
    verified: z.boolean(),
    createdAt: z.number(),
    expiresAt: z.number(),
  }),
);
