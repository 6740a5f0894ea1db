import { adminReply } from './admin-reply.ts';
import { contactReply } from './contact-reply.ts';
import { aContactAuthor, aConversation, anAdminAuthor } from './testing.ts';

const message = { id: '9', body: '<p>Hi</p>', clientId: null };
const ofAdmin = (at: number) => ({ ...message, kind: 'comment' as const, author: anAdminAuthor(), at });
const ofContact = (at: number) => ({ ...message, author: aContactAuthor(), assigneeActive: true, at });
const BEFORE = aConversation({
  waitingSince: 3_000,
  firstAdminReplyAt: 2_000,
  lastAdminReplyAt: 2_500,
  firstContactReplyAt: 1_000,
  lastContactReplyAt: 3_000,
});

describe('a reply from before (X17)', () => {
  it('of a teammate neither answers what was asked later nor is the last', () => {
    expect(adminReply(BEFORE, ofAdmin(1_500)).conversation).toMatchObject({
      waitingSince: 3_000,
      firstAdminReplyAt: 1_500,
      lastAdminReplyAt: 2_500,
    });
    expect(adminReply(BEFORE, ofAdmin(4_000)).conversation).toMatchObject({
      waitingSince: null,
      lastAdminReplyAt: 4_000,
    });
  });

  it('of a contact is not the last, and waits for nothing that was answered', () => {
    const answered = { ...BEFORE, waitingSince: null };

    expect(contactReply(answered, ofContact(500)).conversation).toMatchObject({
      waitingSince: null,
      firstContactReplyAt: 500,
      lastContactReplyAt: 3_000,
    });
    expect(contactReply(answered, ofContact(4_000)).conversation).toMatchObject({ waitingSince: 4_000 });
  });
});
