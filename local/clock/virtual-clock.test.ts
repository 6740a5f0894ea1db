import { tinyProduct } from '../testing/tiny-product.ts';

describe('virtual time', () => {
  const { local, call, notes, advance } = tinyProduct('clock');
  const put = (body: string) => local().fetch('/_local/clock', { method: 'PUT', body });

  it('is the time of every function, in Date.now and in new dates', async () => {
    const { now } = await advance('400d');
    const seen = await call<{ now: number; made: number; isDate: boolean }>('time');

    expect(new Date(seen.now).toISOString().slice(0, 10)).toBe(now.slice(0, 10));
    expect(new Date(seen.made).toISOString().slice(0, 10)).toBe(now.slice(0, 10));
    expect(seen.isDate).toBe(true);
  });

  it('runs the schedules when it has moved', async () => {
    const before = await notes('tick');
    await advance('1h');

    expect(await notes('tick')).toHaveLength(before.length + 1);
  });

  it('moves to an instant, and back while nothing waits', async () => {
    expect(await (await put('{"now":"2040-02-29T12:00:00Z"}')).json()).toEqual({
      now: expect.stringMatching(/^2040-02-29T12:0/),
    });
    expect(await (await put('{"now":"2030-01-01T00:00:00Z"}')).json()).toEqual({
      now: expect.stringMatching(/^2030-01-01T00:0/),
    });
  });

  it.each(['{"advance":"soon"}', '{"now":"tomorrow"}', '{}', 'x'])('refuses %s', async (body) => {
    expect((await put(body)).status).toBe(400);
  });
});
