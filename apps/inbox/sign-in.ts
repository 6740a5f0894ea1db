import { UserManager, WebStorageStateStore } from 'oidc-client-ts';

export type InboxConfig = { issuer: string; client_id: string; websocket: string };

/** What comes back with the teammate: where they were going. */
type Going = { workspace: string; hash: string };

/** A teammate who is signed in in this browser, in all of its tabs. */
export type SignedIn = {
  /** The ID token as it is now. */
  token(): string;
  /** Asks for a new one, once for all who ask at the same time; returns whether there is one. */
  renew(): Promise<boolean>;
};

export type SignIn = {
  /** Returns who is signed in, after finishing what the address brings back from the issuer. */
  current(): Promise<SignedIn | undefined>;
  /** Sends the browser to the issuer (OpenID Connect, authorization code with PKCE). The page comes back to `/inbox`. */
  begin(workspace: string): Promise<void>;
  /** Forgets the teammate in this browser, and takes the right to new tokens back. */
  end(): Promise<void>;
};

/** Takes where to sign in; returns how. */
export function signIn(config: InboxConfig): SignIn {
  const manager = new UserManager({
    authority: config.issuer,
    client_id: config.client_id,
    redirect_uri: `${location.origin}/inbox`,
    scope: 'openid email profile',
    // Shared by the tabs. The page's policy runs no script but the inbox's own, so that none can read it.
    userStore: new WebStorageStateStore({ store: localStorage }),
    // The server's clock decides: what it refuses is renewed then.
    automaticSilentRenew: false,
    revokeTokenTypes: ['refresh_token'],
  });

  return {
    current: async () => {
      await comeBack(manager);
      let user = await manager.getUser();
      if (!user?.id_token) return undefined;
      let renewing: Promise<boolean> | undefined;
      const renew = async () => {
        // Another tab may have been quicker: a refresh token is not shown twice.
        const stored = await manager.getUser();
        const renewed = stored?.id_token !== user?.id_token ? stored : await manager.signinSilent().catch(() => null);
        if (!renewed?.id_token) return false;
        user = renewed;
        return true;
      };
      return {
        token: () => user?.id_token ?? '',
        renew: () => {
          renewing ??= renew().finally(() => {
            renewing = undefined;
          });
          return renewing;
        },
      };
    },
    begin: async (workspace) => {
      const going: Going = { workspace, hash: location.hash };
      // In place of the page that asks for it, so that Back does not lead there.
      await manager.signinRedirect({ state: going, redirectMethod: 'replace' });
    },
    end: async () => {
      await manager.revokeTokens().catch(() => {});
      await manager.removeUser();
    },
  };
}

/** @throws when the issuer refused, unless the teammate is signed in already: Back and a reload show an address that has served. */
async function comeBack(manager: UserManager): Promise<void> {
  const query = new URLSearchParams(location.search);
  if (!query.has('code') && !query.has('error')) return;
  try {
    const { state } = await manager.signinRedirectCallback();
    const { workspace, hash } = (state ?? {}) as Partial<Going>;
    history.replaceState(null, '', `/inbox?workspace=${encodeURIComponent(workspace ?? '')}${hash ?? ''}`);
  } catch (error) {
    history.replaceState(null, '', '/inbox');
    if ((await manager.getUser()) === null) throw error;
  }
}
