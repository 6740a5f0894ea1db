import { accessPattern } from '../table/access-pattern.ts';
import { encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

/** Sorts before the rules, so that a load reads the stamp first and never a stamp newer than its rules. */
export const ruleStampKey = accessPattern(
  { entity: 'rule-stamp', serves: 'evaluators: has any live rule changed' },
  (at: InWorkspace) => one(`${workspacePartition(at)}#RULES`, 'CURRENT'),
);
export const liveRuleKey = accessPattern(
  { entity: 'live-rule', serves: 'starting and stopping a campaign or segment' },
  (at: InWorkspace & { ruleId: string }) => one(`${workspacePartition(at)}#RULES`, `RULE#${text(at.ruleId)}`),
);
export const liveRules = accessPattern(
  { entity: 'live-rule', serves: 'evaluators: stamp and all live rules in one query' },
  (at: InWorkspace) => all(`${workspacePartition(at)}#RULES`),
);
