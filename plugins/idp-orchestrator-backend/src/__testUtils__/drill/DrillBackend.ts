import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { NewRun } from '../../ports';
import type { Answer, Request } from './backend';
import type { Crash } from './Crash';
import type { BackendSetting } from './DrillSetting';

/** How it ended that a run was waited for. */
export type Waited = 'over' | 'backend-died' | 'still-not-over';

/** Longer than any drilled run takes; it ends a wait for what never comes (ms). */
const PATIENCE_MS = 90_000;

/** A backend's process, as whoever started it sees it. */
export class DrillBackend {
  readonly #ended: Promise<unknown>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly logFile: string,
  ) {
    this.#ended = once(child, 'exit');
  }

  /** @throws Error with what it said when it does not start */
  static async start({
    database,
    folder,
    variables,
  }: BackendSetting): Promise<DrillBackend> {
    const logFile = path.join(folder, 'backend.log');
    const setting: BackendSetting = { database, folder, variables };
    const log = openSync(logFile, 'a');
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(__dirname, 'backend.ts'),
        JSON.stringify(setting),
      ],
      // Its own group, so that its end is nobody else's.
      {
        stdio: ['ignore', log, log, 'ipc'],
        detached: true,
        // Dozens of them load the same modules.
        env: {
          ...process.env,
          NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
        },
      },
    );
    closeSync(log);
    const backend = new DrillBackend(child, logFile);
    const isUp = backend.#hears(({ kind }) => kind === 'up');
    if (await Promise.race([isUp, backend.#ended.then(() => false)])) {
      return backend;
    }
    throw new Error(`A backend did not start: ${await backend.said()}`);
  }

  begin(run: NewRun, crash?: Crash): void {
    this.#ask({ kind: 'begin', run, crash });
  }

  async waitFor(runId: string): Promise<Waited> {
    const over = this.#hears(
      answer => answer.kind === 'over' && answer.runId === runId,
    );
    this.#ask({ kind: 'tell-when-over', runId });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<Waited>(resolve => {
      timer = setTimeout(() => resolve('still-not-over'), PATIENCE_MS);
    });
    const waited = await Promise.race([
      over.then((): Waited => 'over'),
      this.#ended.then((): Waited => 'backend-died'),
      patience,
    ]);
    clearTimeout(timer);
    return waited;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }

  /** What it, and those before it, complained of last. */
  async said(): Promise<string> {
    return (await readFile(this.logFile, 'utf8')).slice(-2_000);
  }

  #ask(request: Request): void {
    // One that has just died does not hear it; its end tells.
    this.child.send(request, () => {});
  }

  #hears(isIt: (answer: Answer) => boolean): Promise<boolean> {
    return new Promise(resolve => {
      const listen = (answer: Answer) => {
        // The transform of TypeScript has messages of its own.
        if (!answer || !('kind' in answer) || !isIt(answer)) return;
        this.child.off('message', listen);
        resolve(true);
      };
      this.child.on('message', listen);
    });
  }
}
