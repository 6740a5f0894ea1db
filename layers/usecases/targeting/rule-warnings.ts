import type { Warning } from '#domain/kernel/warning';
import type { DataAttributeStore } from '#domain/people/data-attribute/data-attribute';
import type { EventNameStore } from '#domain/people/event/event-name';
import type { Rule } from '#domain/targeting/rule/rule';
import { type NameCatalogue, namesSomething, ruleWarnings } from '#domain/targeting/rule/rule-warnings';

export type NamePorts = {
  eventNames: Pick<EventNameStore, 'get'>;
  dataAttributes: Pick<DataAttributeStore, 'list'>;
};

/** A rule and its place in the request. */
export type PlacedRule = { path: string; rule: Rule };

/** Returns what rules and texts of a workspace can name: two reads at once. */
export async function readNames(ports: NamePorts, workspaceId: string): Promise<NameCatalogue> {
  const [{ names: events }, attributes] = await Promise.all([
    ports.eventNames.get(workspaceId),
    ports.dataAttributes.list(workspaceId),
  ]);
  return { events, attributes };
}

/** Takes rules; returns what in them is probably a mistake. Rules that name nothing cost nothing, others two reads. */
export async function warnOfRules(ports: NamePorts, workspaceId: string, rules: PlacedRule[]): Promise<Warning[]> {
  if (!rules.some(({ rule }) => namesSomething(rule))) return [];
  const known = await readNames(ports, workspaceId);
  return rules.flatMap(({ rule, path }) => ruleWarnings(rule, path, known));
}
