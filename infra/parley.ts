import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { ApiContext } from './api-contexts.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { MailStack } from './stacks/mail-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { PipelineStack } from './stacks/pipeline-stack.ts';
import { RealtimeStack } from './stacks/realtime-stack.ts';
import { ScheduleStack } from './stacks/schedule-stack.ts';
import { stageSettings } from './stages.ts';

/**
 * Takes the CDK app and the API functions with their path segments; adds the stacks, which are split by
 * lifetime. Each may reference those above it, so that what holds data is never touched by a release of
 * what does not.
 */
export function addParley(app: App, contexts: ApiContext[]): void {
  const settings = stageSettings(app.node);
  const data = new DataStack(app, settings);
  const realtime = new RealtimeStack(app, settings, data);
  const api = new ApiStack(app, settings, contexts, data, realtime);
  const mail = new MailStack(app, settings, data, api);
  const pipeline = new PipelineStack(app, settings, data, realtime, mail);
  const schedule = new ScheduleStack(app, settings, data, mail, pipeline);
  new ObservabilityStack(app, settings, {
    functions: [realtime, api, mail, pipeline, schedule].flatMap((stack) => stack.functions),
    queues: [...mail.queues, ...pipeline.queues],
    dead: [...mail.dead, ...pipeline.dead, ...schedule.dead],
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
}
