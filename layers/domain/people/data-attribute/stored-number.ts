/** DynamoDB, "Naming rules and data types": a number is 0, or its magnitude at least this. */
const SMALLEST = 1e-130;

/** Takes a number; returns whether the table gives it back as it was: exact as a double, and not too small to be kept. */
export function isKeptNumber(value: unknown): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  const magnitude = Math.abs(value);
  return magnitude <= Number.MAX_SAFE_INTEGER && (magnitude === 0 || magnitude >= SMALLEST);
}
