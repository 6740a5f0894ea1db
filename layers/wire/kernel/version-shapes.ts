import { reaches } from '#domain/kernel/api-version';

/** A field that versions before one show otherwise; undefined leaves it out. */
type Shape = { field: string; before: string; shown: (value: unknown) => unknown };

/** Nobody is zero from 2.16 on, where these ids are no longer null. */
const nobodyAsNull = (id: unknown) => (id === 0 ? null : id);

/**
 * Presenters show resources as the newest version has them; here is all that older ones have otherwise (Intercom API
 * changelog, 2.15 and 2.16).
 */
const SHAPES = {
  contact: [{ field: 'owner_id', before: '2.16', shown: (id) => (id === null ? null : Number(id)) }],
  conversation: [
    { field: 'company', before: '2.15', shown: () => undefined },
    { field: 'priority', before: '2.16', shown: (level) => (isUrgent(level) ? 'priority' : 'not_priority') },
    { field: 'admin_assignee_id', before: '2.16', shown: nobodyAsNull },
    { field: 'team_assignee_id', before: '2.16', shown: nobodyAsNull },
  ],
} satisfies Record<string, Shape[]>;

function isUrgent(level: unknown): boolean {
  return level === 'high' || level === 'urgent';
}

/** Takes the kind of a resource, the resource as the newest version shows it and the version asked for; returns it as that one does. */
export function asOfVersion<Resource extends object>(
  kind: keyof typeof SHAPES,
  resource: Resource,
  version: string,
): Resource {
  const shapes: Shape[] = SHAPES[kind];
  const older = shapes.filter(({ before }) => !reaches(version, before));
  const shown = older.map(({ field, shown }) => [field, shown(Reflect.get(resource, field))]);
  return older.length === 0 ? resource : { ...resource, ...Object.fromEntries(shown) };
}
