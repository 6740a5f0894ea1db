import type { Clock } from '#domain/kernel/clock';
import type { DataAttributeStore, AttributeType as DeclaredType } from '#domain/people/data-attribute/data-attribute';
import { type AttributeType, contactFields } from '#domain/targeting/search/contact-fields';
import type { FieldCatalogue } from '#domain/targeting/search/search-field';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

export type SearchCataloguePorts = {
  workspaces: Pick<WorkspaceStore, 'get'>;
  dataAttributes: Pick<DataAttributeStore, 'list'>;
  clock: Clock;
};

/** How long an instance takes the time zone of a workspace for known, in ms. */
const TIMEZONE_MS = 60_000;

/**
 * Takes the ports; returns what knows what contacts of a workspace can be searched by, as far as the body of a search
 * mentions it: a search that names no date and no custom attribute reads nothing for it.
 */
export function searchCatalogue(ports: SearchCataloguePorts) {
  const timezoneOf = rememberedTimezones(ports);
  return async (
    workspaceId: string,
    body: unknown,
  ): Promise<{ fields: FieldCatalogue; types: Map<string, AttributeType> }> => {
    const [timezone, types] = await Promise.all([
      mentionsDate(body) ? timezoneOf(workspaceId) : 'UTC',
      mentionsCustomAttribute(body) ? attributeTypes(ports, workspaceId) : new Map<string, AttributeType>(),
    ]);
    return { fields: contactFields(timezone, types), types };
  };
}

async function attributeTypes(
  { dataAttributes }: SearchCataloguePorts,
  workspaceId: string,
): Promise<Map<string, AttributeType>> {
  const declared = await dataAttributes.list(workspaceId);
  return new Map(
    declared.filter(({ model }) => model === 'contact').map(({ name, type }) => [name, SEARCHED_AS[type]]),
  );
}

const SEARCHED_AS: Record<DeclaredType, AttributeType> = {
  string: 'string',
  integer: 'number',
  float: 'number',
  boolean: 'boolean',
  date: 'date',
};

/** Takes the ports; returns how to know a workspace's time zone: read once a minute by each instance. */
function rememberedTimezones({ workspaces, clock }: SearchCataloguePorts) {
  const known = new Map<string, { timezone: string; until: number }>();
  return async (workspaceId: string): Promise<string> => {
    const remembered = known.get(workspaceId);
    if (remembered !== undefined && remembered.until > clock.now()) return remembered.timezone;
    const timezone = (await workspaces.get(workspaceId))?.timezone ?? 'UTC';
    known.set(workspaceId, { timezone, until: clock.now() + TIMEZONE_MS });
    return timezone;
  };
}

/** Whether the days of the workspace have to be known for this search: every date is called `..._at`, or is custom. */
function mentionsDate(body: unknown): boolean {
  return mentionsCustomAttribute(body) || JSON.stringify(body ?? null).includes('_at"');
}

/** Whether the types of custom attributes have to be read for this search. */
function mentionsCustomAttribute(body: unknown): boolean {
  return JSON.stringify(body ?? null).includes('custom_attributes.');
}
