import { brotliCompressSync } from 'node:zlib';
import { aNotification } from '#domain/connect/webhook/testing';
import { webhookHeldCodec, webhookNoticeCodec, webhookRequestCodec, webhookToldCodec } from './webhook-item.ts';

const ADDRESS = { workspaceId: 'acme0000', subscriptionId: '41', deliveryId: 'd1' };
const KEY = { workspaceId: 'acme0000', webhookId: '41', deliveryId: 'd1' };

describe('items that call the webhook a subscription, as they always have (R6)', () => {
  it('are read as deliveries of a webhook', () => {
    const said = { id: 'd1', subscriptionId: '41', notification: aNotification(), correlationId: 'request-1' };
    const notice = new Uint8Array(brotliCompressSync(JSON.stringify(said)));

    expect(webhookNoticeCodec.fromItem({ notice })).toEqual({
      id: 'd1',
      webhookId: '41',
      notification: aNotification(),
      correlationId: 'request-1',
    });
  });

  it('are read as marks of what waits, of whom it tells and of what is wanted', () => {
    const wanted = { ...ADDRESS, correlationId: 'request-1', requestedAt: 5 };

    expect(webhookHeldCodec.fromItem(ADDRESS)).toEqual(KEY);
    expect(webhookToldCodec.fromItem(ADDRESS)).toEqual(KEY);
    expect(webhookRequestCodec.fromItem(wanted)).toEqual({ ...KEY, correlationId: 'request-1', requestedAt: 5 });
  });

  it('are written with that name, so that a release that is rolled back reads them', () => {
    const item = webhookHeldCodec.toItem(KEY, { at: [] });

    expect(item).toMatchObject(ADDRESS);
    expect(item).not.toHaveProperty('webhookId');
  });
});
