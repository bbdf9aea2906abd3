import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PeerPlace } from './Peer';

/** What one turn of a peer measured. */
export interface PeerTurn {
  /** ms of each flow, one after the other. */
  times: number[];
  /** Of many flows, some of them at a time. */
  flowsPerSecond: number;
  /** The longest time (ms) for which its event loop stood meanwhile. */
  standMs: number;
}

/** A peer in a process of its own, so that none takes time from another's event loop. */
export class PeerProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
  ) {}

  /** @throws Error with what it printed last when the peer does not come up */
  static async start(name: string, place: PeerPlace): Promise<PeerProcess> {
    const log = path.join(place.folder, 'peer.log');
    const output = openSync(log, 'a');
    const child = fork(
      path.join(path.dirname(__filename), 'measurePeer.ts'),
      [name, JSON.stringify(place)],
      { stdio: ['ignore', output, output, 'ipc'] },
    );
    closeSync(output);
    const started = new PeerProcess(child, log);
    await started.#hear(message => message === 'ready');
    return started;
  }

  async turn(): Promise<PeerTurn> {
    this.child.send('turn');
    return (await this.#hear(isTurn)) as PeerTurn;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.send('stop');
    await once(this.child, 'exit');
  }

  /** Others than those that are waited for come from the transform of TypeScript. */
  #hear(isIt: (message: unknown) => boolean): Promise<unknown> {
    const { child, log } = this;
    return new Promise((resolve, reject) => {
      const listen = (message: unknown) => {
        if (!isIt(message)) return;
        child.off('message', listen);
        child.off('exit', refuse);
        resolve(message);
      };
      const refuse = () =>
        reject(new Error(readFileSync(log, 'utf8').trim().slice(-1_000)));
      child.on('message', listen);
      child.once('exit', refuse);
    });
  }
}

function isTurn(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'times' in message;
}
