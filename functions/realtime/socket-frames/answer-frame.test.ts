import { stoppedClock } from '#domain/kernel/clock';
import { aSocketPush } from '#domain/respond/socket/testing';
import { FrameIn, FrameOut } from '#events/socket-frame';
import { silentLog } from '#runtime/logger';
import { aContext } from '#runtime/testing';
import { webSocket } from '#runtime/web-socket';
import { memoryStores } from '#store/memory';
import sample from '../../../events/samples/socket-frame.json';
import { answerFrame } from './answer-frame.ts';

describe('the frames function', () => {
  it('answers a ping', async () => {
    const { say, push } = theFunction();

    expect((await say('{"type":"ping"}')).statusCode).toBe(200);

    expect(push.sent).toEqual([{ to: 'c1', frame: { type: 'pong' } }]);
  });

  it.each([
    '{"type":"constructor"}',
    '{"type":"__proto__"}',
    '{"type":"message","body":"hi"}',
    '{"type":"ping","extra":1}',
    '{"type":"typing"}',
    '{"type":"typing","conversation_id":{"$gt":""}}',
    '[]',
    'ping',
    '',
  ])('refuses %s with 400 and does nothing', async (body) => {
    const { say, push } = theFunction();

    expect((await say(body)).statusCode).toBe(400);

    expect(push.sent).toEqual([]);
  });
});

describe('the sample of a frame', () => {
  it('is what the contract says', () => {
    expect(FrameOut.parse(sample)).toEqual(sample);
  });
});

function theFunction() {
  const push = aSocketPush();
  const ports = { ...memoryStores(), push, clock: stoppedClock(1e12) };
  const handler = webSocket(({ connectionId, frame }) => answerFrame(ports, connectionId, frame), {
    frame: FrameIn,
    log: silentLog,
  });
  const say = (body: string) =>
    handler({ requestContext: { connectionId: 'c1', routeKey: '$default' }, body }, aContext());
  return { say, push };
}
