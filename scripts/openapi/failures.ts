import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Contract } from '#runtime/contract';
import { ErrorList } from '#runtime/failure-response';

type Kind = { status: `4${string}`; description: string; meets(contract: Contract): boolean };

const changes = ({ method }: Contract) => method !== 'GET';
const takesBody = ({ body, uploads }: Contract) => body !== undefined || uploads !== undefined;

/** What a caller can do wrong, by status, and which operations can tell them so. */
const KINDS: Kind[] = [
  {
    status: '400',
    description: 'Not understood: no JSON, a parameter or an Intercom-Version that is not taken',
    meets: () => true,
  },
  {
    status: '401',
    description: 'No credentials, or none that are valid',
    meets: ({ access }) => access !== 'anyone',
  },
  {
    status: '403',
    description: 'The credentials do not hold the scope that this needs',
    meets: ({ scope }) => scope !== undefined,
  },
  {
    status: '404',
    description: 'There is no such thing in this workspace',
    meets: (contract) => contract.path.includes('{') || takesBody(contract),
  },
  {
    status: '409',
    description: 'It contradicts what is there: a taken name, a stale version, a state',
    meets: changes,
  },
  { status: '413', description: 'The body is too large', meets: takesBody },
  {
    status: '422',
    description: 'Understood and refused: `field` names the place, `message` the remedy',
    meets: (contract) => takesBody(contract) || contract.query !== undefined,
  },
  { status: '429', description: 'Too many requests: come back after `Retry-After` seconds', meets: () => true },
];

/** Takes an operation; returns its failures as OpenAPI lists them, those of ours last. */
export function failuresOf(contract: Contract): ZodOpenApiResponsesObject {
  const content = { 'application/json': { schema: ErrorList } };
  const listed = KINDS.filter(({ meets }) => meets(contract)).map(({ status, description }) => [
    status,
    { description, content },
  ]);
  return { ...Object.fromEntries(listed), default: { description: 'A failure', content } };
}
