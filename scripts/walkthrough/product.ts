/** What `npm start` and `npm run workspace` print when ready (design, section 6). */
export type Product = {
  http: string;
  websocket: string;
  inbox: string;
  demo?: string;
  mail?: string;
  workspace: { id: string; accessToken: string; identitySecret: string };
  admins: { id: string; email: string }[];
};

/** How a walk reaches what lies outside the API, which differs between a laptop and a deployed stack. */
export type Surroundings = {
  /** Lets that many days and seconds pass; a deployed stack waits for the real clock instead. */
  pass(duration: string): Promise<void>;
  /** The mails that reached one address, oldest first. */
  mailsTo(address: string): Promise<CapturedMail[]>;
};

export type CapturedMail = {
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
  sent_at: string;
};

/** The surroundings of the local runtime: its control endpoints. */
export function localSurroundings(product: Product): Surroundings {
  return {
    pass: async (duration) => {
      const answer = await fetch(`${product.http}/_local/clock`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: duration }),
      });
      if (!answer.ok) throw new Error(`The clock did not move: ${answer.status} ${await answer.text()}`);
    },
    mailsTo: async (address) => {
      const answer = await fetch(`${product.http}/_local/mail`);
      const mails = (await answer.json()) as (CapturedMail & { to: string[] })[];
      return mails.filter((mail) => mail.to.includes(address)).sort((a, b) => a.sent_at.localeCompare(b.sent_at));
    },
  };
}
