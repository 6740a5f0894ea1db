/** What is known of a stored object without reading it. The tag changes with the contents. */
export type StoredObject = { bytes: number; tag: string };

/** S3 joins objects of 5 MiB and more only; the last may be smaller (Amazon S3 user guide, multipart upload limits). */
export const LEAST_JOINED_BYTES = 5 * 1024 * 1024;

/** Files on their way in or out. They expire by themselves (see the bucket's lifecycle in infra/stacks/data-stack.ts). */
export type ObjectStorage = {
  /** Undefined if there is no such object. */
  find(key: string): Promise<StoredObject | undefined>;
  /**
   * Returns the bytes from `from` on, at most `length` of them; none behind the end. With a tag, only of the object that has it.
   * @throws not_found if there is no such object, conflict if it has another tag, unavailable if a repeat may succeed
   */
  read(key: string, range: { from: number; length: number; tag?: string | undefined }): Promise<Uint8Array>;
  /** Replaces what is there; returns what is known of it. */
  put(key: string, contents: Uint8Array | string, contentType: string): Promise<StoredObject>;
  /** Makes one object of several, in order, without reading them; they stay. All but the last are of LEAST_JOINED_BYTES or more. @throws as `read` */
  join(key: string, parts: string[], contentType: string): Promise<void>;
  /** Returns an address at which anybody may PUT this object within the time. */
  uploadAddress(key: string, options: { seconds: number; contentType: string }): Promise<string>;
  /** Returns an address at which anybody may GET this object within the time, as a file of that name. */
  downloadAddress(key: string, options: { seconds: number; fileName: string }): Promise<string>;
};
