import type { ObjectStorage } from '#domain/connect/transfer/object-storage';

/** Takes how to load the storage of objects; returns it, loaded with the first call: a function that seldom needs it starts without its SDK (ADR 0005). */
export function lateObjectStorage(load: () => Promise<ObjectStorage>): ObjectStorage {
  let loading: Promise<ObjectStorage> | undefined;
  const storage = (): Promise<ObjectStorage> => {
    loading ??= load();
    return loading;
  };
  return {
    find: async (...call) => (await storage()).find(...call),
    read: async (...call) => (await storage()).read(...call),
    put: async (...call) => (await storage()).put(...call),
    join: async (...call) => (await storage()).join(...call),
    uploadAddress: async (...call) => (await storage()).uploadAddress(...call),
    downloadAddress: async (...call) => (await storage()).downloadAddress(...call),
  };
}
