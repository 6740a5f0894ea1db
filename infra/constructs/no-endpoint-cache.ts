/**
 * Stands in for the SDK's cache of discovered endpoints in every bundle. DynamoDB's client makes one though endpoint
 * discovery is off unless somebody turns it on; its LRU cache weighs 7 KB. This one remembers nothing.
 */
export class EndpointCache {
  getEndpoint(): undefined {
    return undefined;
  }
  get(): undefined {
    return undefined;
  }
  set(): void {}
  delete(): void {}
  has(): false {
    return false;
  }
  clear(): void {}
}
