import { memoryCampaignStore } from './memory/campaigns.ts';
import { memoryConnectionStore } from './memory/connections.ts';
import { memoryContactStore } from './memory/contacts.ts';
import { memoryConversationStore } from './memory/conversations.ts';
import { memoryDeliveryStore } from './memory/deliveries.ts';
import { memoryDueStore } from './memory/dues.ts';
import { memoryEventStore } from './memory/events.ts';
import { memoryRuleStore } from './memory/live-rules.ts';
import { memoryProfileStore } from './memory/profiles.ts';
import { memoryRateWindowStore } from './memory/rate-windows.ts';
import { memoryWorkspaceStore } from './memory/workspaces.ts';
import type { Stores } from './stores.ts';

/** Returns every store, empty and in memory, with the behaviour that the contract suite in tests/integration/store proves of both. */
export function memoryStores(): Stores {
  return {
    workspaces: memoryWorkspaceStore(),
    rateWindows: memoryRateWindowStore(),
    contacts: memoryContactStore(),
    profiles: memoryProfileStore(),
    events: memoryEventStore(),
    dues: memoryDueStore(),
    rules: memoryRuleStore(),
    campaigns: memoryCampaignStore(),
    deliveries: memoryDeliveryStore(),
    conversations: memoryConversationStore(),
    connections: memoryConnectionStore(),
  };
}
