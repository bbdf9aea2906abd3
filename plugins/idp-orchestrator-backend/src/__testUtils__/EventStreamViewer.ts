import { get, type ClientRequest } from 'node:http';

/** A viewer of a run over a connection of its own, that can be cut and come back. */
export class EventStreamViewer {
  /** The number of each entry that came, in the order in which they came. */
  readonly seen: number[] = [];
  #request: ClientRequest | undefined;
  #rest = '';
  #connection = Promise.withResolvers<void>();
  readonly #over = Promise.withResolvers<void>();

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** When the stream was told to be over. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** When the connection has ended, whoever ended it. */
  get left(): Promise<void> {
    return this.#connection.promise;
  }

  /** Resolves when the stream has begun; after a cut it goes on where it was. */
  async join(): Promise<void> {
    const last = this.seen.at(-1);
    const connected = Promise.withResolvers<void>();
    this.#connection = Promise.withResolvers<void>();
    const { resolve: closed } = this.#connection;
    this.#rest = '';
    this.#request = get(
      this.url,
      {
        agent: false,
        headers: {
          authorization: `Bearer ${this.token}`,
          accept: 'text/event-stream',
          ...(last !== undefined && { 'last-event-id': String(last) }),
        },
      },
      response => {
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          connected.resolve();
          this.#read(text);
        });
        response.on('close', closed);
        // A cut is no failure here.
        response.on('error', () => {});
      },
    );
    this.#request.on('error', connected.reject);
    await connected.promise;
  }

  /** Ends the connection without a word. */
  async cut(): Promise<void> {
    this.#request?.destroy();
    await this.#connection.promise;
  }

  #read(text: string): void {
    const messages = (this.#rest + text).split('\n\n');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) {
      const id = /^id: (\d+)$/m.exec(message);
      if (id) this.seen.push(Number(id[1]));
      if (/^event: end$/m.test(message)) this.#over.resolve();
    }
  }
}
