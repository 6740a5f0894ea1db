import { anAdmin } from '#domain/workspace/workspace/testing';
import { anApi } from '../testing.ts';
import { workspaceRoutes } from './routes.ts';

const theApi = () =>
  anApi((ports) =>
    workspaceRoutes({ ...ports, mailDomain: 'mail.acme.test' }, () => ({ openapi: '3.1.0', servers: [{ url: '/' }] })),
  );
const ADA = {
  type: 'admin',
  id: '101',
  name: 'Ada',
  email: 'ada@example.com',
  away_mode_enabled: false,
  away_mode_reassign: false,
  away_status_reason_id: null,
  has_inbox_seat: true,
  team_ids: [7],
};

describe('GET /me', () => {
  it('answers with the admin and the workspace of the token', async () => {
    const { ask } = await theApi();

    expect((await ask('GET', '/me')).json).toEqual({
      ...ADA,
      email_verified: true,
      avatar: { type: 'avatar', image_url: null },
      app: {
        type: 'app',
        id_code: 'acmeacme',
        name: 'Acme',
        created_at: 1_767_225_600,
        secure: false,
        identity_verification: true,
        timezone: 'UTC',
        region: 'US',
      },
    });
  });

  it('shows no secret of the workspace', async () => {
    const { ask } = await theApi();

    expect((await ask('GET', '/me')).text).not.toMatch(/identity"|linkSecret|hash|unset/);
  });

  it('refuses a caller without a token', async () => {
    const { send } = await theApi();

    expect((await send({ path: '/me' })).status).toBe(401);
  });
});

describe('GET /admins', () => {
  it('lists the teammates of the workspace in the order in which they joined', async () => {
    const { ask, ports } = await theApi();
    const later = anAdmin({ id: '100', name: 'Bob', createdAt: anAdmin().createdAt + 1 });
    ports.workspaces.listAdmins = async () => [later, anAdmin()];

    expect((await ask('GET', '/admins')).json).toEqual({
      type: 'admin.list',
      admins: [ADA, { ...ADA, id: '100', name: 'Bob' }],
    });
  });
});

describe('GET /admins/{id}', () => {
  it('reads a teammate and answers 404 in the recorded words for nobody', async () => {
    const { ask } = await theApi();

    expect((await ask('GET', '/admins/101')).json).toEqual(ADA);
    expect([(await ask('GET', '/admins/999')).status, (await ask('GET', '/admins/999')).json]).toMatchObject([
      404,
      { errors: [{ code: 'admin_not_found', message: 'Admin not found' }] },
    ]);
  });
});

describe('GET /openapi.json', () => {
  it('serves the document with the address it was asked at, to anybody', async () => {
    const { send } = await theApi();

    expect((await send({ path: '/openapi.json' })).json).toEqual({
      openapi: '3.1.0',
      servers: [{ url: 'https://api.example.com' }],
    });
  });
});
