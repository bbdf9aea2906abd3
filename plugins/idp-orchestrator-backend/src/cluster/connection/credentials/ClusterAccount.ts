import http from 'node:http';
import https, { type AgentOptions, type RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Credentials, ExecCredentials } from './ExecCredentials';

/** Says that what the kubeconfig names to obtain credentials did not give any. */
export class CredentialsError extends Error {
  override name = 'CredentialsError';
}

/** The options of one request, and what to say when its credentials are not known there. */
export interface SignedOptions {
  options: RequestOptions;
  /** Tells whether other credentials can be had at once. */
  refused(): boolean;
}

/** What a connection is made with; for another of these another connection is made. */
const OF_CONNECTIONS = [
  'ca',
  'cert',
  'key',
  'pfx',
  'passphrase',
  'servername',
  'rejectUnauthorized',
] as const satisfies Array<keyof AgentOptions>;

/** A cluster as one account of a kubeconfig sees it: where it is, whom it trusts, and connections that are kept. */
export class ClusterAccount {
  readonly server: string;
  /** The namespace of objects that name none. */
  readonly namespace: string;
  #kept?: { key: string; agent: http.Agent };

  constructor(
    private readonly kubeConfig: KubeConfig,
    private readonly program?: ExecCredentials,
  ) {
    this.server = kubeConfig.getCurrentCluster()?.server ?? '';
    const context = kubeConfig.getContextObject(kubeConfig.getCurrentContext());
    this.namespace = context?.namespace || 'default';
  }

  /**
   * Makes the options of a request.
   *
   * @throws CredentialsError; the signal's reason when it aborts
   */
  async sign(signal: AbortSignal): Promise<SignedOptions> {
    const { program } = this;
    try {
      const given = await program?.get(signal);
      const options = await this.#options(given);
      return {
        options,
        refused: () => Boolean(given && program?.refused(given)),
      };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw new CredentialsError(String((error as Error).message).trim());
    }
  }

  /** Describes what the credentials are waited for, if they are. */
  pendingReason(): string | undefined {
    return this.program?.pendingReason();
  }

  async #options(given: Credentials | undefined): Promise<RequestOptions> {
    const options: RequestOptions & { headers: Record<string, string> } = {
      headers: {},
    };
    await this.kubeConfig.applyToHTTPSOptions(options);
    const {
      clientCertificateData: cert,
      clientKeyData: key,
      token,
    } = given ?? {};
    if (cert && key) Object.assign(options, { cert, key });
    if (token) options.headers.Authorization ??= `Bearer ${token}`;
    return { ...options, agent: this.#agent(options) };
  }

  #agent(options: RequestOptions): http.Agent {
    const ofAgent = Object.fromEntries(
      OF_CONNECTIONS.map(name => [name, options[name]]),
    );
    const key = JSON.stringify(ofAgent);
    if (this.#kept?.key !== key) {
      this.#kept = { key, agent: this.#createAgent(options, ofAgent) };
    }
    return this.#kept.agent;
  }

  #createAgent(made: RequestOptions, ofAgent: AgentOptions): http.Agent {
    if (this.kubeConfig.getCurrentCluster()?.proxyUrl) {
      // The library's own knows how to go through a proxy, and cannot be told
      // to keep what it has opened.
      return Object.assign(made.agent as http.Agent, { keepAlive: true });
    }
    const { Agent } = this.server.startsWith('http:') ? http : https;
    return new Agent({ ...ofAgent, keepAlive: true });
  }
}
