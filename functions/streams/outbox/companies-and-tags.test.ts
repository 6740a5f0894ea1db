import type { Company } from '#domain/people/company/company';
import { aCompany } from '#domain/people/company/testing';
import { aTag } from '#domain/people/tag/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { attachCompany } from '#usecases/people/contact-companies';
import { tagContact, untagContact } from '#usecases/people/contact-tags';
import { anEngine, WORKSPACE } from './testing.ts';
import { ADA, ada, DAY, NOW } from './testing-journey.ts';

const ACME = '0000000000000000000000c1';
const TAG = '71';
const proCompany: Rule = { attribute: 'company.plan', op: 'eq', value: 'pro' };

/** A campaign with an audience, a contact, a company and a tag that have nothing to do with each other yet. */
async function anAudience(audience: Rule) {
  const engine = await anEngine({ now: NOW });
  await engine.launch({ audience });
  await engine.addContact(ada());
  await engine.stores.companies.create(aCompany({ workspaceId: WORKSPACE, id: ACME, plan: 'free' }));
  await engine.stores.tags.create(aTag({ workspaceId: WORKSPACE, id: TAG }));
  await engine.settle();
  const ports = { ...engine.stores, clock: engine.clock };
  const { actor } = engine;
  /** The contact's write reaches the stream. */
  const streamed = () => engine.changeContact(ADA, {});
  return {
    ...engine,
    apply: async () => {
      await tagContact(ports, actor, { contactId: ADA, tagId: TAG }, 'request-2');
      await streamed();
      await engine.settle();
    },
    remove: async () => {
      await untagContact(ports, actor, { contactId: ADA, tagId: TAG }, 'request-3');
      await streamed();
      await engine.settle();
    },
    attach: async () => {
      await attachCompany(ports, actor, { contactId: ADA, companyId: ACME }, 'request-2');
      await streamed();
      await engine.settle();
    },
    changeCompany: async (changes: Partial<Company>) => {
      await engine.changeCompany(ACME, changes);
      await engine.workStream();
      const planned = engine.evaluations.length;
      await engine.settle();
      return planned;
    },
  };
}

describe('a rule that asks for a tag', () => {
  it('holds for a contact from the instant the tag is applied, and the mail goes out', async () => {
    const { apply, sent } = await anAudience({ tag: TAG });
    expect(sent).toHaveLength(0);

    await apply();

    expect(sent).toHaveLength(1);
  });

  it('that is negated holds from the instant the tag is removed', async () => {
    const { apply, remove, stores } = await anAudience({ not: { tag: TAG } });
    const member = async () =>
      Object.values((await stores.profiles.get(WORKSPACE, ADA)).memberships).map((each) => each.member);

    expect(await member()).toEqual([true]);
    await apply();
    expect(await member()).toEqual([false]);
    await remove();
    expect(await member()).toEqual([true]);
  });

  it('forgets a tag that was removed from the workspace, however often the job is repeated', async () => {
    const { apply, stores, followUps, settle, changeContact } = await anAudience({ tag: TAG });
    await apply();

    const job = { kind: 'unlink' as const, workspaceId: WORKSPACE, of: { tagId: TAG }, correlationId: 'request-4' };
    followUps.push(job, job);
    await settle();
    await changeContact(ADA, {});
    await settle();

    expect((await stores.contacts.get(WORKSPACE, ADA))?.tagIds).toEqual([]);
    expect(await stores.contactLinks.listTags(WORKSPACE, ADA)).toEqual([]);
    const { memberships } = await stores.profiles.get(WORKSPACE, ADA);
    expect(Object.values(memberships)).toMatchObject([{ member: false }]);
  });
});

describe('a rule that asks for a company', () => {
  it('holds once the contact is attached to one like that', async () => {
    const { attach, changeCompany, sent } = await anAudience(proCompany);
    await changeCompany({ plan: 'pro' });
    expect(sent).toHaveLength(0);

    await attach();

    expect(sent).toHaveLength(1);
  });

  it('holds once the company becomes like that', async () => {
    const { attach, changeCompany, sent } = await anAudience(proCompany);
    await attach();
    expect(sent).toHaveLength(0);

    expect(await changeCompany({ plan: 'pro' })).toBe(1);

    expect(sent).toHaveLength(1);
  });

  it('costs no evaluation when something else of the company changes', async () => {
    const { attach, changeCompany } = await anAudience(proCompany);
    await attach();

    expect(await changeCompany({ website: 'https://acme.example', lastRequestAt: NOW })).toBe(0);
  });

  it('costs no evaluation while what was asked holds as before, and one when it flips or may flip earlier', async () => {
    const { attach, changeCompany, clock } = await anAudience({
      attribute: 'company.last_request_at',
      op: 'less_than_ago',
      value: '7d',
    });
    await attach();

    expect(await changeCompany({ lastRequestAt: NOW })).toBe(1);
    clock.advance(60_000);
    expect(await changeCompany({ lastRequestAt: NOW + 60_000 })).toBe(0);
    expect(await changeCompany({ lastRequestAt: NOW - DAY })).toBe(1);
    expect(await changeCompany({ lastRequestAt: null })).toBe(1);
  });

  it('costs an evaluation only when a number passes what was asked', async () => {
    const { attach, changeCompany } = await anAudience({
      not: { attribute: 'company.session_count', op: 'gte', value: 3 },
    });
    await attach();

    const planned = [];
    for (const sessionCount of [1, 2, 3, 4]) planned.push(await changeCompany({ sessionCount }));

    expect(planned).toEqual([0, 0, 1, 0]);
  });

  it('is entered by those who match already when it goes live', async () => {
    const { attach, changeCompany, launch, settle, sent, clock } = await anAudience({ tag: 'another' });
    await attach();
    await changeCompany({ plan: 'pro' });
    clock.advance(DAY);

    await launch({ audience: { attribute: 'company.user_count', op: 'gte', value: 1 } });
    await settle();

    expect(sent).toHaveLength(1);
  });
});
