import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../stages.ts';

/** A stack named `parley-<stage>-<part>`, tagged so that costs and access can be told apart. */
export class StageStack extends Stack {
  readonly settings: StageSettings;

  constructor(scope: Construct, part: string, settings: StageSettings, description: string) {
    super(scope, part, { stackName: physicalName(settings, part), description: `Parley: ${description}` });
    this.settings = settings;
    Tags.of(this).add('app', 'parley');
    Tags.of(this).add('stage', settings.name);
    Tags.of(this).add('part', part);
  }
}

/**
 * Takes a short name; returns the name of the resource in this stage. Functions and queues carry such
 * names so that the dashboard, the alarms and people find them without references between stacks.
 */
export function physicalName(settings: StageSettings, name: string): string {
  return `parley-${settings.name}-${name}`;
}
