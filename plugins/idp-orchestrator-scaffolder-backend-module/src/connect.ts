import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  OrchestratorClient,
  TEMPLATE_HEADER,
  TEMPLATE_TASK_HEADER,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The services of the backend that the actions run in, as far as they use them.
 */
export interface ActionServices {
  auth: AuthService;
  discovery: DiscoveryService;
}

export interface Connection {
  /** The client that does everything as the template's user. */
  asUser: OrchestratorClient;
  /**
   * The client for a run that was started as the user: it follows and cancels
   * it as the user for as long as the user's token is good, and as the
   * scaffolder after that. A run may take longer than a token lives.
   */
  asFollower: OrchestratorClient;
}

/** The part of an action's context that says who asks, and out of which template. */
export type AskingContext = Pick<ActionContext<{}>, 'getInitiatorCredentials'> &
  Partial<Pick<ActionContext<{}>, 'task' | 'templateInfo'>>;

type Send = (url: string, init?: RequestInit) => Promise<Response>;

/** Connects a template's action to the orchestrator over HTTP. */
export function connect(
  { auth, discovery }: ActionServices,
  ctx: AskingContext,
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
    nameTemplate(headers, ctx);
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

/** Says which template asks, so that a run which it starts can name it. */
function nameTemplate(
  headers: Headers,
  { task, templateInfo }: AskingContext,
): void {
  if (task) headers.set(TEMPLATE_TASK_HEADER, task.id);
  if (templateInfo) headers.set(TEMPLATE_HEADER, templateInfo.entityRef);
}
