import type { TableManners, TableOfTest } from './table-of-test.ts';
import { tableReadContract } from './table-reads.ts';
import { tableStreamContract } from './table-stream.ts';
import { tableWriteContract } from './table-writes.ts';

/** What every table does, on whatever it is given. */
export function tableContract(subject: () => TableOfTest, manners: TableManners = {}): void {
  tableStreamContract(subject, manners);
  tableWriteContract(subject);
  tableReadContract(subject, manners);
}
