import { App, RemovalPolicy } from 'aws-cdk-lib';
import { stageSettings } from './stages.ts';

const settingsOf = (context: Record<string, unknown>) => stageSettings(new App({ context }).node);

describe('stageSettings', () => {
  it('keeps data and sends no mail unless told otherwise', () => {
    expect(settingsOf({})).toMatchObject({ name: 'prod', mailDomain: undefined, dataRemoval: RemovalPolicy.RETAIN });
  });

  it('takes the mail domain and the address of the alarms from the command line', () => {
    expect(settingsOf({ mailDomain: 'example.com', alarmEmail: 'ops@example.com' })).toMatchObject({
      mailDomain: 'example.com',
      alarmEmail: 'ops@example.com',
    });
  });

  it('names the known stages when asked for another', () => {
    expect(() => settingsOf({ stage: 'prd' })).toThrow('Unknown stage "prd". Known: prod, dev.');
  });

  it('refuses what is no domain of mails, by its name', () => {
    expect(() => settingsOf({ senderDomains: 'shop.example,*' })).toThrow('"*" is not a domain');
  });

  it('refuses a domain without its certificate', () => {
    expect(() => settingsOf({ domain: 'chat.example.com' })).toThrow('-c certificateArn=');
  });
});
