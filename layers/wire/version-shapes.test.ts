import { aContact } from '#domain/people/contact/testing';
import { aConversation } from '#domain/respond/conversation/testing';
import { presentContact } from './people/contact.ts';
import { presentConversation } from './respond/conversation.ts';

describe('a contact', () => {
  it.each([
    ['2.14', 7],
    ['2.15', 7],
    ['2.16', '7'],
    ['Unstable', '7'],
  ])('of version %s names its owner by %j', (version, owner) => {
    expect(presentContact(aContact({ ownerId: '7' }), version).owner_id).toBe(owner);
  });

  it.each(['2.15', '2.16'])('of version %s without an owner has null there', (version) => {
    expect(presentContact(aContact(), version).owner_id).toBeNull();
  });
});

const NOTHING = { contacts: [], tags: [] };

describe('a conversation', () => {
  const shown = (version: string) => presentConversation(aConversation(), NOTHING, { version });
  const urgent = (version: string) => presentConversation(aConversation({ priority: 'urgent' }), NOTHING, { version });

  it('has five priorities from 2.16 on and two before', () => {
    expect(['2.14', '2.15', '2.16'].map((version) => shown(version).priority)).toEqual([
      'not_priority',
      'not_priority',
      'none',
    ]);
    expect(['2.15', '2.16'].map((version) => urgent(version).priority)).toEqual(['priority', 'urgent']);
  });

  it('is assigned to nobody by 0 from 2.16 on and by null before', () => {
    expect(['2.15', '2.16'].map((version) => shown(version).admin_assignee_id)).toEqual([null, 0]);
    expect(['2.15', '2.16'].map((version) => shown(version).team_assignee_id)).toEqual([null, 0]);
  });

  it('has a company from 2.15 on', () => {
    expect(['2.14', '2.15', '2.16'].map((version) => shown(version).company)).toEqual([undefined, null, null]);
  });
});
