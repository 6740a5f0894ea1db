import type { LiveRule } from '#domain/targeting/rule/live-rule';

/** Takes live rules that ask for something; returns who they are, in the words of Intercom's `tag_has_dependent_objects`. */
export function namesOfDependents(rules: Pick<LiveRule, 'id' | 'purpose'>[]): string {
  const listed = (purpose: LiveRule['purpose']) =>
    rules
      .filter((rule) => rule.purpose === purpose)
      .map(({ id }) => id)
      .join(', ');
  const [segments, campaigns] = [listed('segment'), listed('campaign')];
  return [segments && `Segments: ${segments}.`, campaigns && `Campaigns: ${campaigns}.`].filter(Boolean).join(' ');
}
