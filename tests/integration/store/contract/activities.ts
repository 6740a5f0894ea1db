import { aJob } from '#domain/connect/job/testing';
import { aWebhook } from '#domain/connect/webhook/testing';
import { aCampaign } from '#domain/engage/campaign/testing';
import { aDataAttribute } from '#domain/people/data-attribute/testing';
import { aTag } from '#domain/people/tag/testing';
import { aSegment } from '#domain/targeting/segment/testing';
import { anActivity } from '#domain/workspace/activity/testing';
import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

const EVER = { from: 0, to: 4_102_444_800_000 };

/** What every store writes down together with what it changes, and does not where it changes nothing. */
export function activityContract(stores: () => Stores): void {
  describe('what is done is written down with it', () => {
    const inWorkspace = () => {
      const workspaceId = workspaceOfTest();
      let count = 0;
      const activity = () => {
        count += 1;
        return [anActivity({ workspaceId, id: String(count), at: count })];
      };
      const logged = async () => (await stores().activities.list(workspaceId, EVER)).map(({ id }) => id).toReversed();
      return { workspaceId, activity, logged };
    };
    const CONFLICT = { code: 'conflict' };

    it('for tags', async () => {
      const { workspaceId, activity, logged } = inWorkspace();
      const tag = aTag({ workspaceId });
      await stores().tags.create(tag);

      await expect(stores().tags.remove({ ...tag, version: 9 }, activity())).rejects.toMatchObject(CONFLICT);
      await stores().tags.remove(tag, activity());

      expect(await logged()).toEqual(['2']);
      expect(await stores().tags.get(workspaceId, tag.id)).toBeUndefined();
    });

    it('for data attributes', async () => {
      const { workspaceId, activity, logged } = inWorkspace();
      const attribute = aDataAttribute({ workspaceId });

      await stores().dataAttributes.create(attribute, activity());
      await expect(stores().dataAttributes.create(attribute, activity())).rejects.toMatchObject(CONFLICT);
      await stores().dataAttributes.update({ ...attribute, archived: true }, activity());
      await expect(stores().dataAttributes.update({ ...attribute, id: '9' }, activity())).rejects.toMatchObject(
        CONFLICT,
      );

      expect(await logged()).toEqual(['1', '3']);
      expect(await stores().dataAttributes.list(workspaceId)).toMatchObject([{ archived: true }]);
    });

    it('for webhooks', async () => {
      const { workspaceId, activity, logged } = inWorkspace();
      const webhook = aWebhook({ workspaceId });

      await stores().webhooks.create(webhook, activity());
      await expect(stores().webhooks.create(webhook, activity())).rejects.toMatchObject(CONFLICT);
      await stores().webhooks.remove(workspaceId, webhook.id, activity());

      expect(await logged()).toEqual(['1', '3']);
    });

    it('for campaigns', async () => {
      const { workspaceId, activity, logged } = inWorkspace();
      const campaign = aCampaign({ workspaceId });
      await stores().campaigns.create(campaign);

      await stores().campaigns.update(campaign, { ...campaign, state: 'stopped' }, activity());
      await expect(stores().campaigns.update(campaign, campaign, activity())).rejects.toMatchObject(CONFLICT);

      expect(await logged()).toEqual(['1']);
      expect(await stores().campaigns.get(workspaceId, campaign.id)).toMatchObject({ state: 'stopped' });
    });

    it('for segments, whether their rules change or not', async () => {
      const { workspaceId, activity, logged } = inWorkspace();
      const after = aSegment({ workspaceId });
      const { segments, rules } = stores();
      const save = async (before: typeof after | undefined, name: string) =>
        segments.save({
          before,
          after: { ...after, name },
          stamp: await rules.stamp(workspaceId),
          recorded: activity(),
        });

      await save(undefined, 'One');
      await save(after, 'Two');
      await expect(save(after, 'Three')).rejects.toMatchObject(CONFLICT);

      expect(await logged()).toEqual(['1', '2']);
      expect(await segments.get(workspaceId, after.id)).toMatchObject({ name: 'Two' });
    });

    it('for jobs', async () => {
      const { workspaceId, activity, logged } = inWorkspace();
      const job = aJob({ workspaceId });

      await stores().jobs.create(job, activity());
      await expect(stores().jobs.create(job, activity())).rejects.toMatchObject(CONFLICT);

      expect(await logged()).toEqual(['1']);
    });

    it('for contacts who are merged or deleted', async () => {
      const { workspaceId, activity, logged } = inWorkspace();
      const { contacts } = stores();
      const [lead, user] = [
        aStoredContact({ workspaceId, id: hex(1), role: 'lead' }),
        aStoredContact({ workspaceId, id: hex(2), externalId: 'two' }),
      ];
      await contacts.create(lead);
      await contacts.create(user);

      await contacts.merge(lead, { before: user, after: { ...user, name: 'Two' } }, activity());
      await expect(contacts.remove(user, activity())).rejects.toMatchObject(CONFLICT);
      await contacts.remove({ ...user, name: 'Two', version: 2 }, activity());

      expect(await logged()).toEqual(['1', '3']);
    });
  });
}
