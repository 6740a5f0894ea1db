import { contract } from '#runtime/contract';
import { MessagingPolicyRequest, MessagingPolicyResource } from '#wire/workspace/messaging-policy';

export const retrieveMessagingPolicy = contract({
  operation: 'retrieveMessagingPolicy',
  method: 'GET',
  path: '/messaging_policy',
  access: 'staff',
  scope: 'read_workspace',
  summary: 'Read how often and when campaigns may write to somebody',
  origin: 'Parley',
  response: MessagingPolicyResource,
});

export const updateMessagingPolicy = contract({
  operation: 'updateMessagingPolicy',
  method: 'PUT',
  path: '/messaging_policy',
  access: 'staff',
  scope: 'write_workspace',
  summary: 'Change how often and when campaigns may write to somebody; what is left out stays',
  origin: 'Parley',
  body: MessagingPolicyRequest,
  response: MessagingPolicyResource,
});
