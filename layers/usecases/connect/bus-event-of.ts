import type { Fact } from '#domain/fact';
import type { BusEvent } from '#events/bus-event';

/** Takes a fact; returns what outside subscribers hear of it, or undefined. Tracked events came from outside and stay out. */
export function busEventOf(fact: Fact): BusEvent | undefined {
  switch (fact.kind) {
    case 'contact-written': {
      const { workspaceId, id, correlationId } = fact.after;
      const topic = fact.before === undefined ? 'contact.created' : 'contact.updated';
      return { topic, workspace_id: workspaceId, id, correlation_id: correlationId };
    }
    case 'contact-merged': {
      const { workspaceId, id, correlationId } = fact.contact;
      return { topic: 'contact.merged', workspace_id: workspaceId, id, correlation_id: correlationId };
    }
    case 'contact-removed': {
      const { workspaceId, id, correlationId } = fact.contact;
      return { topic: 'contact.deleted', workspace_id: workspaceId, id, correlation_id: correlationId };
    }
    case 'part-appended': {
      const { workspaceId, conversationId, id, seq } = fact.part;
      const topic = seq === 1 ? 'conversation.created' : 'conversation.part.created';
      return { topic, workspace_id: workspaceId, id: conversationId, correlation_id: `part-${id}` };
    }
    case 'live-rule-written':
    case 'live-rule-removed': {
      const { workspaceId, id, purpose, version, watched } = fact.rule;
      if (purpose !== 'campaign' || watched) return undefined;
      const topic = fact.kind === 'live-rule-written' ? 'campaign.started' : 'campaign.halted';
      return { topic, workspace_id: workspaceId, id, correlation_id: `rule-${id}-${version}` };
    }
    case 'company-written':
    case 'company-removed':
    case 'session-ended':
    case 'access-token-changed':
    case 'admin-removed':
    case 'tag-removed':
    case 'contact-tagged':
    case 'contact-untagged':
    case 'contact-attached':
    case 'contact-detached':
    case 'event-tracked':
    case 'events-imported':
    case 'profile-decided':
    case 'delivery-written':
    case 'webhook-written':
    case 'webhook-requested':
    case 'segment-written':
    case 'time-zone-changed':
    case 'job-written':
      return undefined;
    default:
      return fact satisfies never;
  }
}
