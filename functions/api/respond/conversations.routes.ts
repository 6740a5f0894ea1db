import { Failure } from '#domain/kernel/failure';
import type { BodyFormat } from '#domain/kernel/message-body';
import type { ConnectionStore } from '#domain/respond/socket/connection';
import type { StaffActor } from '#domain/workspace/access/actor';
import { type Call, type Route, route } from '#runtime/contract';
import type { ContactName } from '#usecases/people/resolve-contact';
import { partsAfter } from '#usecases/respond/conversation-parts';
import { type ConversationTagPorts, tagConversation, untagConversation } from '#usecases/respond/conversation-tags';
import * as conversations from '#usecases/respond/conversations';
import { shownPart } from '#usecases/respond/shown-part';
import { createTicket } from '#usecases/respond/sockets';
import { actingAdmin } from '#usecases/workspace/acting-admin';
import { millisecondsOf } from '#wire/kernel/unix-seconds';
import { presentAppliedTag } from '#wire/people/tag';
import { presentConversations, presentConversationWithParts, presentUserMessage } from '#wire/respond/conversation';
import * as contracts from './conversations.contract.ts';
import { refuseNotSupportedYet } from './not-supported-yet.ts';

export type ConversationRoutePorts = conversations.ConversationPorts &
  ConversationTagPorts & { connections: ConnectionStore };

export function conversationRoutes(ports: ConversationRoutePorts): Route[] {
  return [
    route(contracts.createConversation, async ({ actor, body }) => {
      refuseNotSupportedYet(body);
      const from = { id: body.from.id, externalId: body.from.user_id, email: body.from.email };
      const said = { body: body.body, format: body.body_format, at: milliseconds(body.created_at) };
      const request = { ...said, from, subject: body.subject };
      const { conversation, source } = await conversations.startForContact(ports, actor, request);
      return presentUserMessage(conversation, source, await ports.richText.plainText());
    }),
    route(contracts.listConversations, async ({ actor, query, version }) => {
      const page = { limit: query.per_page, cursor: query.starting_after };
      return presentConversations(await conversations.listConversations(ports, actor, page), query, { version });
    }),
    route(contracts.retrieveConversation, async ({ actor, params, query, version }) => {
      const bodies = query.display_as === 'plaintext' ? await ports.richText.plainText() : 'html';
      const view = await conversations.findConversation(ports, actor, params.id);
      return presentConversationWithParts(view, { version, bodies });
    }),
    route(contracts.replyConversation, (call) => reply(ports, call)),
    route(contracts.manageConversation, async ({ actor, params, body, version }) => {
      refuseNotSupportedYet(body);
      const action = actionOf(actor, body);
      const request: conversations.ChangeRequest =
        body.message_type === 'assignment'
          ? { ...action, kind: 'assignment', to: { type: body.type, id: assigneeOf(body.assignee_id) } }
          : { ...action, kind: body.message_type };
      const view = await conversations.changeConversation(ports, actor, params.id, request);
      return presentConversationWithParts(view, { version });
    }),
    route(contracts.attachTagToConversation, async ({ actor, params, body }) => {
      const admin = await actingAdmin(ports, actor, adminIdOf(actor, body.admin_id));
      return presentAppliedTag(await tagConversation(ports, actor, params.id, body.id, admin.id));
    }),
    route(contracts.detachTagFromConversation, async ({ actor, params, body }) => {
      await actingAdmin(ports, actor, adminIdOf(actor, body.admin_id));
      return presentAppliedTag(await untagConversation(ports, actor, params.id, params.tag_id));
    }),
    route(contracts.listParts, async ({ actor, params, query }) => {
      const page = await partsAfter(ports.conversations, actor, params.id, query.after);
      return {
        parts: page.parts.map(shownPart),
        state: page.conversation.state,
        last_seq: page.lastSeq,
        has_more: page.hasMore,
      };
    }),
    route(contracts.createSocketTicket, async ({ actor }) => {
      const { ticket, expiresAt } = await createTicket(ports, actor);
      return { ticket, expires_at: Math.floor(expiresAt / 1000) };
    }),
  ];
}

async function reply(
  ports: conversations.ConversationPorts,
  { actor, params, body, version }: Call<typeof contracts.replyConversation>,
) {
  refuseNotSupportedYet(body);
  const of = { id: body.intercom_user_id, externalId: body.user_id, email: body.email };
  const isNamed = Object.values(of).some((name) => name !== undefined);
  const id = params.id === 'last' && isNamed ? await conversations.lastConversationOf(ports, actor, of) : params.id;
  return presentConversationWithParts(await replied(ports, actor, id, body, of), { version });
}

async function replied(
  ports: conversations.ConversationPorts,
  actor: StaffActor,
  id: string,
  body: Call<typeof contracts.replyConversation>['body'],
  from: ContactName,
): Promise<conversations.ConversationView> {
  switch (body.message_type) {
    case 'close':
    case 'open':
      return await conversations.changeConversation(ports, actor, id, {
        ...actionOf(actor, body),
        kind: body.message_type,
      });
    case 'assignment': {
      const to = { type: 'either', id: assigneeOf(body.assignee_id) } as const;
      return await conversations.changeConversation(ports, actor, id, {
        ...actionOf(actor, body),
        ...{ kind: 'assignment', to },
      });
    }
    default: {
      const { body_format: format, client_id: clientId, created_at: at } = body;
      const said = { body: body.body, format, clientId, at: milliseconds(at) };
      if (body.type === 'user') return await conversations.replyAsContact(ports, actor, id, { ...said, from });
      const request = { ...said, adminId: adminIdOf(actor, body.admin_id), kind: body.message_type };
      return await conversations.replyAsAdmin(ports, actor, id, request);
    }
  }
}

type SentAction = { admin_id?: string | undefined; body?: string | undefined; body_format?: BodyFormat | undefined };

function actionOf(actor: StaffActor, { admin_id: named, body, body_format: format }: SentAction) {
  return { adminId: adminIdOf(actor, named), body, format };
}

function adminIdOf(actor: StaffActor, named: string | undefined): string {
  if (named !== undefined) return named;
  if (actor.kind === 'admin') return actor.adminId;
  throw new Failure('bad_request', 'admin_id is required', { reason: 'parameter_not_found', field: 'admin_id' });
}

/** Intercom API 2.15: assignee 0 is nobody. */
function assigneeOf(id: string): string | null {
  return id === '0' ? null : id;
}

function milliseconds(at: number | undefined): number | undefined {
  return at === undefined ? undefined : millisecondsOf(at);
}
