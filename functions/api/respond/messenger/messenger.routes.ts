import type { PlainText, RichText } from '#domain/kernel/rich-text';
import type { Conversation } from '#domain/respond/conversation/conversation';
import { type Route, route } from '#runtime/contract';
import * as messenger from '#usecases/respond/messenger';
import { shownPart } from '#usecases/respond/shown-part';
import * as contracts from './messenger.contract.ts';

const PREVIEW_LENGTH = 120;

const UNSIGNED_EMAIL = {
  warnings: [
    {
      path: 'email',
      message: 'user_hash signs the user_id alone, so the address was not taken; sign it in intercom_user_jwt',
    },
  ],
};

export function messengerRoutes(
  ports: messenger.MessengerPorts & { richText: Pick<RichText, 'plainText'> },
  websocketUrl: string,
): Route[] {
  return [
    route(contracts.startSession, async ({ body, correlationId }) => {
      const { token, expiresAt, contact, emailIgnored } = await messenger.startSession(ports, {
        workspaceId: body.app_id,
        userId: body.user_id,
        email: body.email,
        userHash: body.user_hash,
        jwt: body.intercom_user_jwt,
        correlationId,
      });
      const { id, role, externalId, name } = contact;
      const shown = { id, role, external_id: externalId, name };
      return { token, expires_at: seconds(expiresAt), contact: shown, ...(emailIgnored ? UNSIGNED_EMAIL : {}) };
    }),
    route(contracts.endSession, async ({ actor }) => {
      await messenger.endSession(ports, actor);
      return undefined;
    }),
    route(contracts.createTicket, async ({ actor }) => {
      const { ticket, expiresAt } = await messenger.createOwnTicket(ports, actor);
      return { ticket, websocket: websocketUrl, expires_at: seconds(expiresAt) };
    }),
    route(contracts.beginConversation, async ({ actor, body }) =>
      sent(await messenger.beginOwnConversation(ports, actor, { body: body.body, clientId: body.client_id })),
    ),
    route(contracts.sendMessage, async ({ actor, params, body }) =>
      sent(await messenger.sendMessage(ports, actor, params.id, { body: body.body, clientId: body.client_id })),
    ),
    route(contracts.listOwnConversations, async ({ actor }) => {
      const [own, plainText] = await Promise.all([
        messenger.listOwnConversations(ports, actor),
        ports.richText.plainText(),
      ]);
      return { conversations: own.map((each) => summary(each, plainText)) };
    }),
    route(contracts.listOwnParts, async ({ actor, params, query }) => {
      const page = await messenger.listOwnParts(ports, actor, params.id, query.after);
      return {
        parts: page.parts.map(shownPart),
        state: page.conversation.state,
        last_seq: page.lastSeq,
        has_more: page.hasMore,
      };
    }),
  ];
}

function sent({ conversation, part }: Awaited<ReturnType<typeof messenger.sendMessage>>) {
  return { conversation_id: conversation.id, seq: part.seq, part: shownPart(part) };
}

function summary(conversation: Conversation, plainText: PlainText) {
  return {
    id: conversation.id,
    state: conversation.state,
    preview: plainText(conversation.source.body).slice(0, PREVIEW_LENGTH),
    last_seq: conversation.lastSeq,
    created_at: seconds(conversation.createdAt),
    updated_at: seconds(conversation.updatedAt),
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
