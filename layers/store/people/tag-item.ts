import * as z from 'zod';
import type { ContactTag } from '#domain/people/contact/contact-links';
import type { Tag } from '#domain/people/tag/tag';
import { codec } from '../table/codec.ts';

export const tagCodec = codec<Tag>(
  'tag',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    createdAt: z.number(),
    correlationId: z.string(),
    version: z.number(),
  }),
);

export const contactTagCodec = codec<ContactTag>(
  'contact-tag',
  z.object({
    workspaceId: z.string(),
    contactId: z.string(),
    tagId: z.string(),
    appliedAt: z.number(),
    appliedBy: z.string(),
    correlationId: z.string(),
  }),
);
