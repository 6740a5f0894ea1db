import type { Clock } from '#domain/kernel/clock';
import type { MailJob } from '#events/mail-job';

/** For tests: takes what waits in the mail queue; returns its sender, which keeps what is put off until its instant. */
export function mailQueue(waiting: MailJob[], clock: Clock) {
  let putOff: { job: MailJob; until: number }[] = [];
  return {
    send: async (jobs: MailJob[], delay = 0) => {
      if (delay === 0) waiting.push(...jobs);
      else putOff.push(...jobs.map((job) => ({ job, until: clock.now() + delay })));
    },
    /** What was put off until now waits again. */
    comeBack: async () => {
      waiting.push(...putOff.filter(({ until }) => until <= clock.now()).map(({ job }) => job));
      putOff = putOff.filter(({ until }) => until > clock.now());
    },
    isSomethingPutOff: () => putOff.length > 0,
  };
}
