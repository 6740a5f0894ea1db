import type { Campaign } from '#domain/engage/campaign/campaign';
import type { Step } from '#domain/engage/campaign/step';
import type { Content } from '#domain/engage/message/message';
import { type SettlePorts, settleMail } from './settle-mail.ts';

/**
 * Takes what a campaign says; returns it with every mail as it is kept (`settleMail`).
 * @throws unprocessable naming place, line and remedy
 */
export async function settleCampaign<Said extends Pick<Campaign, 'messages' | 'steps'>>(
  ports: SettlePorts,
  said: Said,
): Promise<Said> {
  const messages = await Promise.all(
    said.messages.map((message, index) => settled(ports, message, `messages[${index}]`)),
  );
  return { ...said, messages, steps: said.steps === null ? null : await settledSteps(ports, said.steps, 'steps') };
}

async function settled<Said extends Content>(ports: SettlePorts, content: Said, field: string): Promise<Said> {
  return content.channel === 'email' ? ((await settleMail(ports, content, field)) as Said) : content;
}

async function settledSteps(ports: SettlePorts, steps: readonly Step[], path: string): Promise<Step[]> {
  return await Promise.all(steps.map((step, index) => settledStep(ports, step, `${path}[${index}]`)));
}

async function settledStep(ports: SettlePorts, step: Step, field: string): Promise<Step> {
  if ('send' in step) return { ...step, send: await settled(ports, step.send, `${field}.send`) };
  if ('split' in step) {
    const branches = step.split.map(async (each, index) => {
      return { ...each, steps: await settledSteps(ports, each.steps, `${field}.split[${index}].steps`) };
    });
    return { ...step, split: await Promise.all(branches) };
  }
  if (!('if' in step)) return step;
  const then = await settledSteps(ports, step.then, `${field}.then`);
  const otherwise = step.else === undefined ? undefined : await settledSteps(ports, step.else, `${field}.else`);
  return { ...step, then, ...(otherwise === undefined ? {} : { else: otherwise }) };
}
