import { campaignsUnderFaults } from '../support/campaigns-under-faults.ts';

jest.setTimeout(400_000);

describe('a provider that is busy', () => {
  const { control, join, settle, advance, inject, expectOneMailEach } = campaignsUnderFaults();

  it('for a day gets every mail once afterwards, and nothing is given up (X44)', async () => {
    await inject({ function: 'send-email', call: 'SES.*', kind: 'throttle', times: 100_000 });
    const people = await Promise.all(Array.from({ length: 12 }, () => join('now')));
    await settle();
    await advance('1d');
    const [left] = await control<{ times: number }[]>('GET', '/faults');
    await inject();
    await advance('30m');

    expect(left?.times).toBeLessThan(99_950);
    await expectOneMailEach(...people);
  });

  it('for some mails of many that are due at once gets each of them once, without a dead letter (X44)', async () => {
    await inject({ function: 'send-email', call: 'SES.*', kind: 'throttle', skip: 5, times: 40 });
    const people = await Promise.all(Array.from({ length: 40 }, () => join('now')));
    await settle();
    await advance('30m');
    await inject();
    await advance('30m');

    await expectOneMailEach(...people);
  });
});
