import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { clientOf } from './clientOf';
import type { Fleet } from './Fleet';
import { readMoves, type EndedReplica, type Move } from './readMoves';
import type { Replica } from './Replica';

export interface WorkersOptions {
  /** Workers that are replaced, one after the other. */
  restarts: number;
  /** Runs of two scripts, and of a pause and a script, that are started for each restart. */
  runs: number;
  /** Whether running scripts end with their worker, as in a container, or go on, as on a host. */
  scripts: 'end' | 'go on';
  onProgress?: (text: string) => void;
}

export interface WorkersReport {
  /** How the runs ended. */
  endings: string[];
  /** Starts of scripts, how many there have to be, and those beside another one of their step. */
  starts: number;
  wanted: number;
  violations: string[];
  /** Attempts beyond the first one of a step, and steps of which lines are missing or doubled. */
  notOnce: string[];
  /** Scripts that another worker followed to their end. */
  adoptions: number;
  /** Runs that went from the worker that stopped to another one. */
  moves: Move[];
}

/** The lines that each step's script says. */
const LINES: Record<string, number> = {
  first: 10,
  second: 3,
  afterwards: 3,
  only: 40,
};

/** The workers that are up, from the oldest to the newest. */
class Workers {
  readonly #up: Replica[] = [];
  #started = 0;

  constructor(
    private readonly fleet: Fleet,
    private readonly scripts: WorkersOptions['scripts'],
  ) {}

  async add(): Promise<void> {
    this.#started += 1;
    const options =
      this.scripts === 'end'
        ? { hostName: `worker-${this.#started}` }
        : { scriptsSurviveStop: 'always' };
    const isFirst = this.scripts === 'end';
    this.#up.push(
      await this.fleet.startReplica(
        { role: 'worker', ...options },
        { isFirst },
      ),
    );
  }

  takeOldest(): Replica {
    const [oldest] = this.#up.splice(0, 1);
    return oldest;
  }
}

/**
 * Replaces workers one after the other by TERM, as a Deployment does, while runs
 * are started at a replica that only answers requests. There are two workers, and
 * each has a script that takes four seconds when it is told to stop.
 */
export async function drillWorkers(
  fleet: Fleet,
  { restarts, runs, scripts, onProgress }: WorkersOptions,
): Promise<WorkersReport> {
  const client = clientOf(await fleet.startReplica({ role: 'api' }));
  const workers = new Workers(fleet, scripts);
  await Promise.all([workers.add(), workers.add()]);
  const runIds: string[] = [];
  const start = async (flow: string) => {
    const { id } = await client.startRun(flow, { input: {} });
    runIds.push(id);
    return id;
  };
  const ended: EndedReplica[] = [];
  for (let number = 0; number < restarts; number++) {
    const oldest = workers.takeOldest();
    await keepBusy(fleet, { oldest, flow: 'short-script', start });
    const more = Array.from({ length: runs }, () => start('pause'));
    await Promise.all(more);
    await keepBusy(fleet, { oldest, flow: 'two-scripts', start });
    for (let run = 1; run < runs; run++) await start('two-scripts');
    // A Deployment counts no pod that ends, and begins the next one at once.
    oldest.askToStop();
    const replaced = workers.add();
    await oldest.ended;
    ended.push({ replica: oldest, endedAt: Date.now() });
    onProgress?.(`replaced ${ended.length} worker(s)`);
    await replaced;
  }
  const finished = await fleet.finished(runIds);
  const moves: Move[] = [];
  for (const one of ended) {
    moves.push(...(await readMoves(fleet, runIds, one)));
  }
  return { ...(await inspect(fleet, finished)), moves };
}

/** Starts runs until a worker has one of them, in its first step. */
async function keepBusy(
  fleet: Fleet,
  {
    oldest,
    flow,
    start,
  }: {
    oldest: Replica;
    flow: string;
    start: (flow: string) => Promise<string>;
  },
): Promise<void> {
  for (;;) {
    const runId = await start(flow);
    await fleet.until(runId, ({ steps }) => steps[0].status === 'running');
    if ((await fleet.listRunsOf(oldest)).includes(runId)) return;
    await sleep(20);
  }
}

async function inspect(
  fleet: Fleet,
  runs: Run[],
): Promise<Omit<WorkersReport, 'moves'>> {
  const notOnce: string[] = [];
  let adoptions = 0;
  let wanted = 0;
  for (const { id, steps } of runs) {
    for (const { id: stepId, uses, attempts, history } of steps) {
      adoptions += history.filter(({ adoptedAt }) => adoptedAt).length;
      if (uses !== 'script') continue;
      wanted += 1;
      const lines = await fleet.readLines(id, stepId);
      const whole = Array.from(
        { length: LINES[stepId] },
        (_, index) => `line ${index + 1}`,
      );
      if (attempts !== 1 || lines.join() !== whole.join()) {
        notOnce.push(`${id} ${stepId}`);
      }
    }
  }
  return {
    endings: runs.map(({ status }) => status),
    starts: (await fleet.readEffects()).length,
    wanted,
    violations: await fleet.readViolations(),
    notOnce,
    adoptions,
  };
}
