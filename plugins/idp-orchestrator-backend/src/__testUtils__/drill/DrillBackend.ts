import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { NewRun } from '../../ports';
import { ModuleProcess } from '../ModuleProcess';
import type { Answer, Request } from './backend';
import type { Crash } from './Crash';
import type { BackendSetting } from './DrillSetting';

/** How it ended that a run was waited for. */
export type Waited = 'over' | 'backend-died' | 'still-not-over';

/** Longer than any drilled run takes; it ends a wait for what never comes (ms). */
const PATIENCE_MS = 90_000;

/** A backend's process, as whoever started it sees it. */
export class DrillBackend {
  private constructor(
    private readonly process: ModuleProcess,
    private readonly logFile: string,
  ) {}

  /** @throws Error with what it said when it does not start */
  static async start({
    database,
    folder,
    variables,
  }: BackendSetting): Promise<DrillBackend> {
    const logFile = path.join(folder, 'backend.log');
    const setting: BackendSetting = { database, folder, variables };
    const process = new ModuleProcess({
      module: path.join(__dirname, 'backend.ts'),
      args: [JSON.stringify(setting)],
      // Dozens of them load the same modules.
      environment: { NODE_COMPILE_CACHE: path.join(folder, 'compiled') },
      output: { file: logFile },
    });
    await process.hear(answers(({ kind }) => kind === 'up'));
    return new DrillBackend(process, logFile);
  }

  begin(run: NewRun, crash?: Crash): void {
    this.#ask({ kind: 'begin', run, crash });
  }

  async waitFor(runId: string): Promise<Waited> {
    const over = this.process.hear(
      answers(answer => answer.kind === 'over' && answer.runId === runId),
    );
    this.#ask({ kind: 'tell-when-over', runId });
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<Waited>(resolve => {
      timer = setTimeout(() => resolve('still-not-over'), PATIENCE_MS);
    });
    const waited = await Promise.race([
      over.then(
        (): Waited => 'over',
        (): Waited => 'backend-died',
      ),
      patience,
    ]);
    clearTimeout(timer);
    return waited;
  }

  async kill(): Promise<void> {
    await this.process.kill();
  }

  /** What it, and those before it, complained of last. */
  async said(): Promise<string> {
    return (await readFile(this.logFile, 'utf8')).slice(-2_000);
  }

  #ask(request: Request): void {
    this.process.send(request);
  }
}

function answers(isIt: (answer: Answer) => boolean) {
  return (message: unknown): message is Answer =>
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    isIt(message as Answer);
}
