import { createHash } from 'node:crypto';
import { Failure } from '../../kernel/failure.ts';
import type { ObjectStorage } from './object-storage.ts';

export type TestObjectStorage = ObjectStorage & {
  /** Every object as text, by key. */
  texts(): Record<string, string>;
  remove(key: string): void;
};

/** For tests: objects kept in memory. */
export function anObjectStorage(): TestObjectStorage {
  const objects = new Map<string, Buffer>();
  const tagOf = (contents: Buffer) => createHash('md5').update(contents).digest('hex');
  return {
    async find(key) {
      const contents = objects.get(key);
      return contents && { bytes: contents.length, tag: tagOf(contents) };
    },
    async read(key, { from, length, tag }) {
      const contents = objects.get(key);
      if (contents === undefined) throw new Failure('not_found', 'There is no such object');
      if (tag !== undefined && tag !== tagOf(contents)) throw new Failure('conflict', 'The object was replaced');
      return Buffer.from(contents.subarray(from, from + length));
    },
    async put(key, contents) {
      const stored = Buffer.from(contents);
      objects.set(key, stored);
      return { bytes: stored.length, tag: tagOf(stored) };
    },
    async join(key, parts) {
      const contents = parts.map((part) => objects.get(part));
      if (contents.includes(undefined)) throw new Failure('not_found', 'There is no such object');
      objects.set(key, Buffer.concat(contents.filter((each) => each !== undefined)));
    },
    uploadAddress: async (key) => `https://storage.example.com/${key}?upload`,
    downloadAddress: async (key, { fileName }) => `https://storage.example.com/${key}?download=${fileName}`,
    texts: () => Object.fromEntries([...objects].map(([key, contents]) => [key, contents.toString()])),
    remove: (key) => void objects.delete(key),
  };
}
