import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { sesSendQuota } from './send-quota.ts';

const ses = mockClient(SESClient);
beforeEach(() => ses.reset());

describe('sesSendQuota', () => {
  it('tells what SES answers', async () => {
    ses.on(GetSendQuotaCommand).resolves({ MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 12 });

    expect(await sesSendQuota(new SESClient({}))()).toEqual({ perSecond: 14, perDay: 50_000, sentInDay: 12 });
  });

  it.each([{ MaxSendRate: -1, Max24HourSend: -1 }, {}])('tells none where there is none: %j', async (answer) => {
    ses.on(GetSendQuotaCommand).resolves(answer);

    expect(await sesSendQuota(new SESClient({}))()).toBeUndefined();
  });

  it('tells none where SES does not answer', async () => {
    ses.on(GetSendQuotaCommand).rejects(Object.assign(new Error('Rate exceeded'), { name: 'Throttling' }));

    expect(await sesSendQuota(new SESClient({}))()).toBeUndefined();
  });
});
