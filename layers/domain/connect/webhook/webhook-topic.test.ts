import { parseTopics } from './webhook-topic.ts';

test('topics are taken once each, in the order sent', () => {
  expect(parseTopics(['event.created', 'contact.unarchive', 'event.created'])).toEqual([
    'event.created',
    'contact.unarchive',
  ]);
});

test('ping may be named, as it always comes', () => {
  expect(parseTopics(['ping', 'job.completed'])).toEqual(['job.completed']);
});

test.each([
  [['contact.created'], "'contact.created' is not a webhook topic"],
  [['contact.*'], "'contact.*' is not a webhook topic"],
  [['constructor'], "'constructor' is not a webhook topic"],
  [['CONTACT.DELETED'], "'CONTACT.DELETED' is not a webhook topic"],
  [[], 'At least one topic is needed'],
  [['ping'], 'At least one topic is needed'],
])('%j are refused', (topics, message) => {
  expect(() => parseTopics(topics)).toThrow(
    expect.objectContaining({
      code: 'bad_request',
      message,
      details: { reason: 'parameter_invalid', field: 'topics' },
    }),
  );
});
