import * as z from 'zod';
import { codec } from '../table/codec.ts';

/** Who holds an external id or an e-mail address. */
export const claimCodec = codec<{ workspaceId: string; contactId: string }>(
  'claim',
  z.object({ workspaceId: z.string(), contactId: z.string() }),
);
