import { zoneOf } from './contact-zone.ts';

describe("a contact's time zone", () => {
  it.each([
    ['is its attribute', { timezone: 'Asia/Tokyo' }, 'Asia/Tokyo'],
    ["is the workspace's without one", {}, 'Europe/Berlin'],
    ["is the workspace's if it names none (J23)", { timezone: 'Mars/Olympus' }, 'Europe/Berlin'],
  ])('%s', (_, customAttributes, zone) => {
    expect(zoneOf({ customAttributes }, 'Europe/Berlin')).toBe(zone);
  });
});
