import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as OTLP sends it in JSON. */
export interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
}

interface Sent {
  resourceSpans: Array<{ scopeSpans: Array<{ spans: SentSpan[] }> }>;
}

/** Receives the spans that a backend sends over OTLP and HTTP. */
export class SpanCollector {
  readonly spans: SentSpan[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', async (request, response) => {
      const { resourceSpans } = (await json(request)) as Sent;
      const sent = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans);
      this.spans.push(...sent.flatMap(({ spans }) => spans));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }

  static async start(): Promise<SpanCollector> {
    const server = createServer();
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new SpanCollector(server);
  }

  /** Gives the address for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
