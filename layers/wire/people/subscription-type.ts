import * as z from 'zod';
import type { SubscriptionType } from '#domain/people/subscription/subscription-type';

const Translation = z.object({ name: z.string(), description: z.string(), locale: z.string() });

/** Intercom API 2.15, subscription_type. */
export const SubscriptionTypeResource = z
  .object({
    type: z.literal('subscription'),
    id: z.string(),
    state: z.enum(['live', 'draft', 'archived']),
    consent_type: z.enum(['opt_in', 'opt_out']),
    default_translation: Translation,
    translations: z.array(Translation),
    content_types: z.array(z.enum(['email', 'sms_message'])),
  })
  .meta({ id: 'SubscriptionType' });
export type SubscriptionTypeResource = z.infer<typeof SubscriptionTypeResource>;

/** Intercom API 2.15, subscription_type_list. */
export const SubscriptionTypeList = z.object({ type: z.literal('list'), data: z.array(SubscriptionTypeResource) });
export type SubscriptionTypeList = z.infer<typeof SubscriptionTypeList>;

/** Takes a subscription type; returns it as the API shows it. */
export function presentSubscriptionType(type: SubscriptionType): SubscriptionTypeResource {
  const [first] = type.translations;
  return {
    type: 'subscription',
    id: type.id,
    state: type.state,
    consent_type: type.consentType,
    default_translation: first,
    translations: type.translations,
    content_types: type.contentTypes,
  };
}

/** Takes subscription types; returns the list as the API shows it. */
export function presentSubscriptionTypes(types: readonly SubscriptionType[]): SubscriptionTypeList {
  return { type: 'list', data: types.map(presentSubscriptionType) };
}
