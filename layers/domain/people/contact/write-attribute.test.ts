import { type StampedValue, writeAttribute } from './write-attribute.ts';

const stamped = (value: string | null, at: number, since: number): StampedValue => ({ value, stamp: { at, since } });

describe('writeAttribute', () => {
  it('begins a run with the first value', () => {
    expect(writeAttribute(undefined, 'trial', 10)).toEqual(stamped('trial', 10, 10));
  });

  it('begins a run with another value', () => {
    expect(writeAttribute(stamped('trial', 10, 5), 'pro', 20)).toEqual(stamped('pro', 20, 20));
  });

  it('keeps the run while the value is written again', () => {
    expect(writeAttribute(stamped('trial', 10, 5), 'trial', 20)).toEqual(stamped('trial', 20, 5));
  });

  it('takes null and the empty text for the same', () => {
    expect(writeAttribute(stamped(null, 10, 5), '', 20)).toEqual(stamped('', 20, 5));
  });

  it('lets the last writer by time win', () => {
    expect(writeAttribute(stamped('pro', 20, 20), 'trial', 10)).toEqual(stamped('pro', 20, 20));
  });

  it('takes a run that a late write broke to have begun with the last write', () => {
    expect(writeAttribute(stamped('trial', 20, 5), 'pro', 10)).toEqual(stamped('trial', 20, 20));
  });
});
