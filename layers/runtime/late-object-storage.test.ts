import type { ObjectStorage } from '#domain/connect/transfer/object-storage';
import { anObjectStorage } from '#domain/connect/transfer/testing';
import { lateObjectStorage } from './late-object-storage.ts';

describe('lateObjectStorage', () => {
  it('loads with the first call, once, and passes every call on', async () => {
    let loads = 0;
    const storage = lateObjectStorage(async () => {
      loads += 1;
      return anObjectStorage();
    });
    expect(loads).toBe(0);

    await Promise.all([storage.put('a', 'one', 'text/plain'), storage.put('b', 'two', 'text/plain')]);
    await storage.join('c', ['a', 'b'], 'text/plain');

    expect(Buffer.from(await storage.read('c', { from: 0, length: 9 })).toString()).toBe('onetwo');
    expect(await storage.find('c')).toMatchObject({ bytes: 6 });
    expect(await storage.downloadAddress('c', { seconds: 1, fileName: 'c.txt' })).toContain('c.txt');
    expect(await storage.uploadAddress('d', { seconds: 1, contentType: 'text/plain' })).toContain('upload');
    expect(loads).toBe(1);
  });

  it('knows every call', () => {
    const named = (storage: ObjectStorage) =>
      Object.keys(storage).filter((name) => !['texts', 'remove'].includes(name));

    expect(named(lateObjectStorage(async () => anObjectStorage())).sort()).toEqual(named(anObjectStorage()).sort());
  });
});
