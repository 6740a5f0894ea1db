import { aCompany } from '#domain/people/company/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { attachCompany } from '#usecases/people/contact-companies';
import { WORKSPACE } from './testing.ts';
import type { Interference } from './testing-interference.ts';
import { anOffice, create, id, members } from './testing-segments.ts';

const ACME = '0000000000000000000000c1';
const pro: Rule = { attribute: 'company.plan', op: 'eq', value: 'pro' };

/** A company of so many contacts, and the segment of those whose company pays. */
async function aCompanyOf(contacts: number, interfere?: Interference) {
  const engine = await anOffice(contacts, interfere);
  const { stores, actor, clock } = engine;
  await stores.companies.create(aCompany({ workspaceId: WORKSPACE, id: ACME, plan: 'free' }));
  for (let n = 1; n <= contacts; n += 1)
    await attachCompany({ ...stores, clock }, actor, { contactId: id(n), companyId: ACME }, 'request-1');
  const segment = await create(engine, pro);
  await engine.settle();
  expect(await members(engine, segment.id)).toEqual([]);
  return { ...engine, members: async () => (await members(engine, segment.id)).length };
}

it('evaluates the contacts of a company that changed 500 at a time, each job handing on the rest', async () => {
  const company = await aCompanyOf(900);
  await company.changeCompany(ACME, { plan: 'pro' });
  const seen: number[] = [];
  for (let job = 1; job <= 2; job += 1) {
    await company.step();
    await company.workStream();
    seen.push(await company.members());
  }

  expect(seen).toEqual([500, 900]);
  expect(company.evaluations).toEqual([]);
});

it('loses no contact of a company when a worker is killed between any of them', async () => {
  const kills = { at: [] as number[], calls: 0 };
  const interfere: Interference = async (call, run) => {
    if (call === 'profiles.save') kills.calls += 1;
    if (kills.at[0] === kills.calls) {
      kills.at.shift();
      throw new Error('killed');
    }
    return await run();
  };
  const company = await aCompanyOf(700, interfere);
  kills.at = [1, 250, 499, 1_100].map((call) => kills.calls + call);
  await company.changeCompany(ACME, { plan: 'pro' });
  await company.settle();

  expect(kills.at).toEqual([]);
  expect(await company.members()).toBe(700);
});
