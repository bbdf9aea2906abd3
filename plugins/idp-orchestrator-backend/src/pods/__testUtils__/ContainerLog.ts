import type { ServerResponse } from 'node:http';

interface Entry {
  time: string;
  text: Buffer;
}

let tick = 0n;

/** The log of a container, as a kubelet keeps it: each line with its time. */
export class ContainerLog {
  #entries: Entry[] = [];
  #half = Buffer.alloc(0);
  #isOver = false;
  readonly #followers = new Set<ServerResponse>();

  add(block: Buffer): void {
    let rest = Buffer.concat([this.#half, block]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      this.#push(rest.subarray(0, end + 1));
      rest = rest.subarray(end + 1);
    }
    this.#half = rest;
  }

  end(): void {
    if (this.#half.length > 0) this.#push(this.#half);
    this.#half = Buffer.alloc(0);
    this.#isOver = true;
    this.#followers.forEach(follower => follower.end());
  }

  /** Begins a new file, which is all that whoever asks from now on gets. */
  rotate(): void {
    this.#entries = [];
  }

  serve(response: ServerResponse, follow: boolean): void {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.flushHeaders();
    this.#entries.forEach(entry => write(response, entry));
    if (!follow || this.#isOver) {
      response.end();
      return;
    }
    this.#followers.add(response);
    response.on('close', () => this.#followers.delete(response));
  }

  /** Cuts the connections of those who follow. */
  cut(): void {
    this.#followers.forEach(follower => follower.destroy());
  }

  #push(text: Buffer): void {
    tick += 1n;
    const nanoseconds = String(tick % 1_000_000n).padStart(6, '0');
    const time = new Date().toISOString().replace('Z', `${nanoseconds}Z`);
    const entry = { time, text: Buffer.from(text) };
    this.#entries.push(entry);
    this.#followers.forEach(follower => write(follower, entry));
  }
}

function write(response: ServerResponse, { time, text }: Entry): void {
  response.write(`${time} `);
  response.write(text);
}
