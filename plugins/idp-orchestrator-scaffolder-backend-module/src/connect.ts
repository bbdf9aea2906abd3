import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';

/** What the actions need of the backend that they run in. */
export interface ActionServices {
  auth: AuthService;
  discovery: DiscoveryService;
}

export interface Connection {
  /** Does everything as the template's user. */
  asUser: OrchestratorClient;
  /**
   * For a run that was started as the user: follows and cancels it as the
   * user for as long as the user's token is good, and as the scaffolder after
   * that. A run may take longer than a token lives.
   */
  asFollower: OrchestratorClient;
}

type Send = (url: string, init?: RequestInit) => Promise<Response>;

/** The orchestrator as a template's action reaches it: over HTTP. */
export function connect(
  { auth, discovery }: ActionServices,
  ctx: { getInitiatorCredentials(): Promise<BackstageCredentials> },
): Connection {
  const sendAs = async (
    credentials: BackstageCredentials,
    url: string,
    init?: RequestInit,
  ) => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'idp-orchestrator',
    });
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
  const sendAsUser: Send = async (url, init) =>
    sendAs(await ctx.getInitiatorCredentials(), url, init);
  const sendAsFollower: Send = async (url, init) => {
    const response = await sendAsUser(url, init);
    if (response.status !== 401) return response;
    await response.body?.cancel();
    return sendAs(await auth.getOwnServiceCredentials(), url, init);
  };
  const clientOf = (send: Send) =>
    new OrchestratorClient({
      discoveryApi: discovery,
      fetchApi: { fetch: (url, init) => send(String(url), init) },
    });
  return {
    asUser: clientOf(sendAsUser),
    asFollower: clientOf(sendAsFollower),
  };
}
