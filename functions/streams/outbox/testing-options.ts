import type { Interference } from './testing-interference.ts';

/** How the pipeline of a test behaves. */
export type EngineOptions = {
  now: number;
  interfere?: Interference;
  /** How often every message and record is delivered; 1 unless told otherwise. */
  copies?: number;
  /** SQS shows a failed message again after this long, in ms; VISIBILITY unless told otherwise. */
  visibility?: number;
  /** How long SES takes to report what became of a mail, in ms. */
  reportDelay?: number;
  /** Newest messages first. */
  reversed?: boolean;
};
