import * as z from 'zod';
import { environment } from '#runtime/environment';
import { openIdVerifier } from '#runtime/openid';
import { openTable } from '#store/table/dynamo-table';
import { callers } from './callers.ts';

/** Opens what each API for staff begins with: the table, and who calls by access token or as a signed-in teammate. */
export function staffCallers() {
  const { TABLE_NAME, OIDC_ISSUER, OIDC_CLIENT_ID } = environment({
    TABLE_NAME: z.string(),
    OIDC_ISSUER: z.url(),
    OIDC_CLIENT_ID: z.string(),
  });
  const table = openTable(TABLE_NAME);
  return { table, callers: callers(table, openIdVerifier(OIDC_ISSUER, OIDC_CLIENT_ID)) };
}
