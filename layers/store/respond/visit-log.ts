import type { VisitLog } from '#domain/people/contact/visit-log';
import { sortValue } from '../table/dynamo-request.ts';
import { encodeInstant } from '../table/key-encoding.ts';
import type { Table } from '../table/table.ts';
import { instantOfSession, sessionsOfContact } from './connection-keys.ts';

/** Takes the table; returns the visits that its messenger sessions tell of: their places alone are read. */
export function visitLog(table: Table): VisitLog {
  return {
    async between(workspaceId, contactId, { from, to }) {
      const range = { from: encodeInstant(from), to: encodeInstant(to) };
      const visits: number[] = [];
      for await (const item of table.walk({ in: sessionsOfContact({ workspaceId, contactId }), range })) {
        const at = instantOfSession(sortValue('gsi2', item));
        if (at !== undefined && at > from && at < to) visits.push(at);
      }
      return visits;
    },
  };
}
