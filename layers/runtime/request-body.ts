import httpJsonBodyParser from '@middy/http-json-body-parser';
import { Failure } from '#domain/kernel/failure';
import { isTooDeep, withoutHalves } from '#domain/kernel/json-text';
import { utf8Bytes } from './declared-charset.ts';
import { type HttpRequest, stateOf } from './request-state.ts';

/** Lambda refuses events above 6 MB with a bare 413; below that we answer in Intercom's form. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** What Middy's parser refuses, so that no code here ever meets it; escaped, it is merely called malformed. */
const HOSTILE_KEY = /"(__proto__|constructor)"\s*:/;
const HOSTILE = 'The request body is not valid JSON, or a key in it is __proto__, or a constructor with a prototype';

const FORM = 'application/x-www-form-urlencoded';

/**
 * A middleware that replaces the body by what it says: JSON whatever the content type, forms by theirs, and
 * `undefined` when empty, since Intercom's SDK posts without a body and deletes with one. What a contract takes as an
 * upload is handed over as it was sent.
 * @throws payload_too_large, bad_request for malformed JSON
 */
export function requestBody() {
  const json = httpJsonBodyParser<HttpRequest['event']>({ disableContentTypeCheck: true });
  return {
    before: async (request: Parameters<NonNullable<typeof json.before>>[0]) => {
      // Middy's parser replaces text by values, which the event's type does not say.
      const event: Omit<HttpRequest['event'], 'body'> & { body?: unknown } = request.event;
      const { body } = event;
      const { match } = stateOf(request.event);
      if (typeof body !== 'string' || body.trim() === '' || match?.route.contract.anyBody === true) {
        event.body = undefined;
        return;
      }
      if (body.length > MAX_BODY_BYTES) {
        throw new Failure('payload_too_large', `The request body is larger than ${MAX_BODY_BYTES} bytes`);
      }
      const type = event.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
      if (match?.route.contract.uploads?.includes(type)) {
        const contentType = event.headers['content-type'] ?? '';
        const contents = utf8Bytes({ body, isBase64Encoded: event.isBase64Encoded, contentType });
        stateOf(request.event).upload = { type, contents };
        event.body = undefined;
        return;
      }
      if (type.startsWith(FORM)) {
        const text = event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
        event.body = Object.fromEntries(new URLSearchParams(text));
        return;
      }
      const text = event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
      if (isTooDeep(text)) {
        throw new Failure('bad_request', 'The request body is nested too deep', { reason: 'bad_request' });
      }
      try {
        await json.before?.(request);
        event.body = withoutHalves(text, event.body);
      } catch (cause) {
        if (HOSTILE_KEY.test(text)) throw new Failure('bad_request', HOSTILE, { reason: 'bad_request', cause });
        throw new Failure('bad_request', 'The request body is not valid JSON', { reason: 'bad_request', cause });
      }
    },
  };
}
