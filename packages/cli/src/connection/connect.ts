import { OrchestratorClient } from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { findToken } from './findToken';
import { readRemembered, remember } from './userFolder';
import { loaded } from '../loaded';

/** How a backend is reached, as options of a command say. */
export interface ConnectOptions {
  url?: string;
  instance?: string;
}

/** A backend that commands talk to. */
export interface Connection {
  client: OrchestratorClient;
  /** The address of the backend. */
  url: string;
  /** Asks for what the client has no method for, below the version of the API. */
  open(path: string): Promise<Response>;
}

const API = '/api/idp-orchestrator';

/**
 * Finds the backend and who is asking. An address that was given is remembered
 * when the backend has answered.
 *
 * @throws CliError where no address is known
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { url, isNew, loginToken } = await findAddress(options);
  const token = loginToken ?? (await findToken(url, options.instance));
  let isRemembered = !isNew;
  const ask: typeof fetch = async (target, init) => {
    const headers = new Headers(init?.headers);
    if (token) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(target, { ...init, headers }).catch(error =>
      explain(error, url),
    );
    if (response.status === 401) throw notSignedIn(url, token);
    if (response.ok && !isRemembered) {
      isRemembered = true;
      await remember({ url });
    }
    return response;
  };
  return {
    url,
    client: new OrchestratorClient({
      discoveryApi: { getBaseUrl: async () => `${url}${API}` },
      fetchApi: { fetch: ask },
    }),
    async open(path) {
      const response = await ask(`${url}${API}/v1${path}`);
      if (response.ok) return response;
      const { ResponseError } = loaded(await import('@backstage/errors'));
      throw await ResponseError.fromResponse(response as never);
    },
  };
}

interface Address {
  url: string;
  isNew?: boolean;
  loginToken?: string;
}

async function findAddress({
  url,
  instance,
}: ConnectOptions): Promise<Address> {
  if (url !== undefined) return { url: readUrl(url, '--url'), isNew: true };
  const named = process.env.IDP_ORCHESTRATOR_URL;
  if (named) return { url: readUrl(named, 'IDP_ORCHESTRATOR_URL') };
  if (instance === undefined) {
    const remembered = await readRemembered();
    if (remembered.url)
      return { url: readUrl(remembered.url, 'what is remembered') };
  }
  const { readLogin } = loaded(await import('./backstageLogin'));
  const login = await readLogin(instance);
  if (login) return { url: readUrl(login.url, 'the login of Backstage') };
  throw new CliError(
    'No backend is known. Name it once by --url https://backstage.example.com, and it is remembered; or set IDP_ORCHESTRATOR_URL, or log in by: backstage-cli auth login',
  );
}

function readUrl(text: string, from: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CliError(
      `Expected an address such as https://backstage.example.com from ${from}, got ${text}`,
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function explain(error: Error & { cause?: Error }, url: string): never {
  if (error.name === 'AbortError') throw error;
  const cause = error.cause as (Error & { errors?: Error[] }) | undefined;
  const reason = cause?.message || cause?.errors?.[0]?.message || error.message;
  throw new CliError(
    `${url} cannot be reached: ${reason}. See that the backend runs and that the address is right (--url)`,
    'unreachable',
  );
}

function notSignedIn(url: string, token?: string): CliError {
  const why = token
    ? 'takes the token no more, or never did'
    : 'asks who you are';
  return new CliError(
    `${url} ${why}. Set IDP_ORCHESTRATOR_TOKEN, or log in by: backstage-cli auth login --backend-url ${url}`,
    'forbidden',
  );
}
