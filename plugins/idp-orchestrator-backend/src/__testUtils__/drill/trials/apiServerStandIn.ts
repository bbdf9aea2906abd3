import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

const WATCH_LASTS_MS = 300;

const CONFLICT = {
  kind: 'Status',
  status: 'Failure',
  reason: 'Conflict',
  code: 409,
  message: 'the object has been modified',
};

interface Scaled {
  metadata: Record<string, unknown> & {
    generation: number;
    resourceVersion?: string;
  };
  spec: Record<string, unknown> & { replicas: number };
  status: Record<string, unknown>;
}

/**
 * As much of a Kubernetes API as scaling one Deployment takes. It ends every
 * watch after a moment, and can be away; whoever drills says when its
 * controllers have rolled out what was asked for.
 */
export class ApiServerStandIn {
  changes = 0;
  #isReady = false;
  #server: Server | undefined;
  #port = 0;
  #version = 1;
  readonly #workload: Scaled = {
    metadata: { name: 'drilled', namespace: 'drill', generation: 1 },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'drilled' } },
      template: { spec: { containers: [{ name: 'main', image: 'image' }] } },
    },
    status: {},
  };

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    }).listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Ends it, with all its connections; what it knows stays. */
  async interrupt(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  /** Its controllers roll out whatever is asked for. */
  rollOut(): void {
    this.#isReady = true;
    this.#version += 1;
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const isList = /\/(deployments|pods|events)$/.test(pathname);
    response.setHeader('content-type', 'application/json');
    if (request.method === 'PATCH') {
      const wanted = (await json(request)) as Partial<Scaled>;
      const resourceVersion = wanted.metadata?.resourceVersion;
      const current = String(this.#version);
      if ((resourceVersion ?? current) !== current) {
        response.statusCode = 409;
        response.end(JSON.stringify(CONFLICT));
        return;
      }
      this.#change(wanted);
    }
    if (searchParams.get('watch') === 'true') {
      response.flushHeaders();
      setTimeout(() => response.destroy(), WATCH_LASTS_MS);
      if (pathname.endsWith('/deployments')) {
        const event = { type: 'MODIFIED', object: this.#read() };
        response.write(`${JSON.stringify(event)}\n`);
      }
      return;
    }
    const items = pathname.endsWith('/deployments') ? [this.#read()] : [];
    const metadata = { resourceVersion: String(this.#version) };
    const answer = isList ? { metadata, items } : this.#read();
    response.end(JSON.stringify(answer));
  }

  #change({ spec }: Partial<Scaled>): void {
    this.changes += 1;
    this.#version += 1;
    this.#workload.metadata.generation += 1;
    Object.assign(this.#workload.spec, spec);
  }

  #read(): Scaled {
    const { metadata, spec } = this.#workload;
    const { replicas } = spec;
    const count = this.#isReady ? replicas : 0;
    return {
      metadata: { ...metadata, resourceVersion: String(this.#version) },
      spec,
      status: {
        observedGeneration: metadata.generation,
        replicas,
        readyReplicas: count,
        updatedReplicas: count,
        availableReplicas: count,
      },
    };
  }
}
