import { ensureNode24 } from '../toolchain/node24.mjs';
import { Backend } from './Backend.mjs';
import { portalDirectory } from './buildPortal.mjs';
import { findFreePort } from './ports.mjs';
import { servePortal } from './servePortal.mjs';
import { readSettings } from './settings.mjs';

/**
 * A whole portal for a test: the same backend and portal as `npm start`, on
 * free ports and with a data folder of its own.
 */
export class Stack {
  #backend;
  #portal;
  #settings;
  #metricsPort;

  /**
   * @param {object} options
   * @param {string} options.dataDirectory
   * @param {Record<string, string>} [options.environment] set in the backend
   *   only, over the present one
   */
  static async start({ dataDirectory, environment = {} }) {
    const stack = new Stack();
    stack.#settings = {
      ...readSettings({ ...process.env, IDP_DATA_DIR: dataDirectory }),
      portalPort: await findFreePort(),
      backendPort: await findFreePort(),
    };
    stack.#metricsPort = await findFreePort();
    stack.#backend = new Backend({
      node: await ensureNode24(),
      settings: stack.#settings,
      environment: {
        IDP_METRICS_PORT: String(stack.#metricsPort),
        ...environment,
      },
    });
    await stack.startBackend();
    stack.#portal = await servePortal({
      directory: portalDirectory,
      port: stack.#settings.portalPort,
      host: stack.#settings.host,
      backendUrl: stack.#backend.address,
    });
    return stack;
  }

  get portalUrl() {
    return `http://localhost:${this.#settings.portalPort}`;
  }

  get backendUrl() {
    return this.#backend.url;
  }

  /** Where Prometheus finds its figures, as host and port. */
  get metricsTarget() {
    return `127.0.0.1:${this.#metricsPort}`;
  }

  get backendPid() {
    return this.#backend.pid;
  }

  get dataDirectory() {
    return this.#settings.dataDirectory;
  }

  get token() {
    return this.#settings.token;
  }

  /** kill -9 of the backend alone: its scripts and the portal go on. */
  async crashBackend() {
    await this.#backend.kill();
  }

  /** Starts the backend again, on the same port and data. */
  async startBackend() {
    this.#backend.start();
    await this.#backend.waitUntilReady();
  }

  /**
   * A request to the orchestrator's REST interface, as a caller with a token.
   *
   * @param {string} path
   * @param {{ method?: string, body?: unknown, headers?: Record<string, string> }} [options]
   */
  request(path, { method = 'GET', body, headers } = {}) {
    return fetch(`${this.backendUrl}/api/idp-orchestrator/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  async stop() {
    await this.#portal?.close();
    await this.#backend.stop();
  }
}
