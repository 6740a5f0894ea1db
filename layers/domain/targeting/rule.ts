export type Rule = unknown; // placeholder: written by the targeting work, with its zod schema
