/** What a contact said of a subscription type. */
export type Consent = 'opt_in' | 'opt_out';

type Translation = { name: string; description: string; locale: string };

/** A kind of message that contacts choose or refuse by itself. */
export type SubscriptionType = {
  /** A decimal string. */
  id: string;
  state: 'live' | 'draft' | 'archived';
  /** `opt_out`: sent until refused; `opt_in`: sent once chosen. */
  consentType: Consent;
  contentTypes: ('email' | 'sms_message')[];
  /** The first is the default. */
  translations: [Translation, ...Translation[]];
};

/** The subscription types that every workspace has; Intercom's API has no operation that changes them. */
export const SUBSCRIPTION_TYPES: readonly SubscriptionType[] = [
  {
    id: '1',
    state: 'live',
    consentType: 'opt_out',
    contentTypes: ['email'],
    translations: [{ name: 'Newsletters', description: 'News about us and what we make', locale: 'en' }],
  },
  {
    id: '2',
    state: 'live',
    consentType: 'opt_out',
    contentTypes: ['email'],
    translations: [{ name: 'Product updates', description: 'What is new and how to use it', locale: 'en' }],
  },
  {
    id: '3',
    state: 'live',
    consentType: 'opt_in',
    contentTypes: ['sms_message'],
    translations: [{ name: 'Text messages', description: 'News by SMS', locale: 'en' }],
  },
];
