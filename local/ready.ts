/** What `npm start` prints with `--json` and writes to `.parley/local.json` when it is ready. */
export type Ready = {
  http: string;
  websocket: string;
  inbox: string;
  demo: string;
  mail: string;
  workspace: { id: string; accessToken: string; identitySecret: string };
  admins: { id: string; email: string }[];
};
