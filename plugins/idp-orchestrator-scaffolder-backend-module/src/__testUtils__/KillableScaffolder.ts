import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { ScaffolderRequest } from './startScaffolder';

/** A backend that can be killed, as its parent sees it. */
export class KillableScaffolder {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /**
   * Starts the backend.
   *
   * @throws Error with what the backend says when it does not start
   */
  static async start(request: ScaffolderRequest): Promise<KillableScaffolder> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(__dirname, 'scaffolderProcess.ts'),
        JSON.stringify(request),
      ],
      // Its own group, so that a signal meets this process only.
      { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true },
    );
    return new KillableScaffolder(child, await portOf(child));
  }

  /** Kills the backend with `kill -9`, as a crash would. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }
}

/**
 * Waits for the port of a child; the transform of TypeScript has messages of
 * its own on the same line.
 */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`It ended with ${code}`)));
    child.on('message', (word: { port?: number; error?: string }) => {
      if (word?.port) resolve(word.port);
      if (word?.error) reject(new Error(word.error));
    });
  });
}
