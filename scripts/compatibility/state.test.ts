import * as z from 'zod';
import { contract } from '#runtime/contract';
import { stateOf } from './state.ts';

const reply = {
  operation: 'reply',
  method: 'POST',
  path: '/reply',
  access: 'anyone',
  summary: 'Reply',
  origin: 'Intercom 2.15',
  response: z.object({}),
} as const;
const body = z.object({ body: z.string(), files: z.unknown().optional().describe('Not supported yet: 422') });

describe('the state of an operation (X18)', () => {
  it('is served where every name of the document is taken', () => {
    expect(stateOf({ body: ['body'] }, contract({ ...reply, body }))).toBe('served');
    expect(stateOf({}, contract(reply))).toBe('served');
    expect(stateOf({ body: ['any'] }, contract({ ...reply, body: z.unknown() }))).toBe('served');
  });

  it('is partial with the names that are not taken, or are refused', () => {
    const named = { query: ['avatar'], body: ['body', 'files', 'later'] };

    expect(stateOf(named, contract({ ...reply, body }))).toBe('partial: without `avatar`, `files`, `later`');
  });

  it('looks into every alternative of a body', () => {
    const either = z.union([z.object({ one: z.string() }), z.object({ two: z.string() })]);

    expect(stateOf({ body: ['one', 'two', 'three'] }, contract({ ...reply, body: either }))).toBe(
      'partial: without `three`',
    );
  });

  it('is partial with what the contract says, which names what it explains', () => {
    const partial = '`files` are refused';

    expect(stateOf({ body: ['files', 'later'] }, contract({ ...reply, body, partial }))).toBe(
      'partial: `files` are refused; without `later`',
    );
  });

  it('is not yet without a contract', () => {
    expect(stateOf({ body: ['body'] }, undefined)).toBe('not yet');
  });
});
