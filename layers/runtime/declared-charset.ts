import { Failure } from '#domain/kernel/failure';

const REPLACED = '\ufffd';

type SentBody = { body: string; isBase64Encoded: boolean; contentType: string };

/**
 * Takes a body as API Gateway hands it over; returns its bytes as UTF-8, decoded by the charset that its content type declares
 * (RFC 9110, 8.3.2; the names are those of the WHATWG encoding standard, `iso-8859-1` and `utf-16le` among them).
 * @throws bad_request for a charset that nobody knows, and for text that is not of its charset or lost characters on its way
 */
export function utf8Bytes({ body, isBase64Encoded, contentType }: SentBody): Buffer {
  const declared = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase();
  const charset = declared ?? 'utf-8';
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const decoder = decoderOf(charset);
  // API Gateway made a text of it already; what it could not read is lost.
  if (!isBase64Encoded && body.includes(REPLACED)) throw declared === undefined ? undeclared() : undecodable(charset);
  if (decoder.encoding === 'utf-8' || !isBase64Encoded) return bytes;
  return Buffer.from(decoded(decoder, bytes, charset));
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new Failure('bad_request', `The charset '${charset.slice(0, 40)}' of Content-Type is not known; send UTF-8`, {
      reason: 'unsupported_encoding',
      field: 'Content-Type',
    });
  }
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, charset: string): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw undecodable(charset);
  }
}

const undecodable = (charset: string) =>
  new Failure('bad_request', `The body is not ${charset}, as its Content-Type says; send UTF-8`, {
    reason: 'unsupported_encoding',
    field: 'Content-Type',
  });

/** Where U+FFFD is meant, an upload keeps it: its bytes are judged row by row. */
const undeclared = () =>
  new Failure(
    'bad_request',
    "The body is not UTF-8: name its charset, as in 'Content-Type: text/csv; charset=windows-1252', save it as UTF-8, or send it by POST /bulk/uploads",
    { reason: 'unsupported_encoding', field: 'Content-Type' },
  );
