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

  it.each([
    ['socketDomain', '-c socketCertificateArn='],
    ['signInDomain', '-c signInCertificateArn='],
  ])('refuses a %s without its certificate', (setting, told) => {
    expect(() => settingsOf({ [setting]: 'own.example.com' })).toThrow(told);
  });

  it('refuses a domain of bounces that is not below the mail domain', () => {
    const settings = { mailDomain: 'example.com', mailFromDomain: 'bounce.example.org' };
    expect(() => settingsOf(settings)).toThrow('must be a subdomain of the mailDomain');
  });

  it('refuses half a sign-on, and two', () => {
    expect(() => settingsOf({ signOnIssuer: 'https://id.example.com' })).toThrow('-c signOnClientId=');
    const both = { signOnIssuer: 'https://id.example.com', signOnMetadataUrl: 'https://id.example.com/saml' };
    expect(() => settingsOf(both)).toThrow('not by both');
  });

  it('refuses a second factor that is neither optional nor required', () => {
    expect(() => settingsOf({ mfa: 'yes' })).toThrow('"mfa" is optional or required');
  });
});
