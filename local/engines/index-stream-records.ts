import { DatabaseSync } from 'node:sqlite';

const TABLE = '_stream_records';

/**
 * Takes dynoxide's database while it serves; indexes its stream records, if it has them, by what every write asks for, the
 * highest sequence number. Dynoxide 1.2 reads all of them otherwise: with 20,000 records behind it, a write took 10 ms.
 */
export function indexStreamRecords(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  const known = database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(TABLE);
  if (known) {
    database.exec(
      `CREATE INDEX IF NOT EXISTS parley_sequence ON ${TABLE} (table_name, CAST(sequence_number AS INTEGER))`,
    );
  }
  database.close();
}
