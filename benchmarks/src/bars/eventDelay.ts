import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  applyRunEvent,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../backends/startOrchestrator';
import { startSqlite } from '../databases/startSqlite';
import { scriptFlow } from '../measure/flows';
import { median, percentile } from '../measure/statistics';
import { inMs, NOTHING, times, type Bar, type Figure } from '../report/Figure';
import {
  createScriptsFolder,
  type ScriptsFolder,
} from '../scripts/createScriptsFolder';
import { measureScaffolderDelay } from './scaffolderDelay';

const VIEWERS = [1, 200];
const MOST_MS = 150;
const EVENTS = 100;

/** Begins when all viewers are there, and reports 20 times a second. */
const REPORTING = `until [ -e "go-$IDP_RUN_ID" ]; do sleep 0.1; done
for n in $(seq 1 ${EVENTS}); do
  echo "::progress::$n::step $n"
  sleep 0.05
done`;

export const eventDelay: Bar = {
  number: 5,
  title: 'From the commit of an event to the state in a viewer',
  async measure() {
    const database = await startSqlite();
    const folder = await createScriptsFolder({ report: REPORTING });
    const flows = [scriptFlow('reporting', 'report')];
    const idp = await startOrchestrator({ database, folder, flows });
    const views: View[] = [];
    for (const viewers of VIEWERS) {
      views.push(await watchOne(idp, folder, viewers));
    }
    await idp.stop();
    await folder.remove();
    const peer = percentile(await measureScaffolderDelay(database), 95);
    await database.stop();
    return [
      ...views.map(view => reportDelay(view, peer)),
      reportReads(views[0], views[views.length - 1]),
    ];
  },
};

interface View {
  viewers: number;
  /** ms for each event and viewer. */
  delays: number[];
  /** Statements that read, while the script reported. */
  reads: number;
}

/** Viewers as the portal is one: by the stream, folding what comes. */
async function watchOne(
  idp: RunningOrchestrator,
  folder: ScriptsFolder,
  viewers: number,
): Promise<View> {
  const { id } = await idp.client.startRun('reporting', {});
  const reads = countReads(await idp.database.getClient());
  const delays: number[] = [];
  let joined = 0;
  const all = Array.from({ length: viewers }, () =>
    watch(idp, id, {
      joined() {
        joined += 1;
        if (joined < viewers) return;
        reads.start();
        void writeFile(path.join(folder.directory, `go-${id}`), '');
      },
      seen: delay => delays.push(delay),
      over: () => reads.stop(),
    }),
  );
  await Promise.all(all);
  return { viewers, delays, reads: reads.count };
}

interface Viewer {
  joined(): void;
  seen(delayMs: number): void;
  over(): void;
}

async function watch(
  { client }: RunningOrchestrator,
  runId: string,
  viewer: Viewer,
): Promise<void> {
  let run: Run | undefined;
  for await (const entry of client.watchRun(runId, { include: 'events' })) {
    if (entry.kind !== 'event') continue;
    const { event } = entry;
    run = applyRunEvent(run, event);
    if (event.type === 'step.started' && event.stepId === 'script') {
      viewer.joined();
    }
    if (event.type === 'step.progressed') {
      viewer.seen(Date.now() - Date.parse(event.at));
      if (run.steps[1].progress?.percent === 100) viewer.over();
    }
  }
}

function countReads(knex: Knex) {
  let isCounting = false;
  let count = 0;
  knex.on('query', ({ sql }: { sql: string }) => {
    if (isCounting && /^select/i.test(sql)) count += 1;
  });
  return {
    start() {
      isCounting = true;
    },
    stop() {
      isCounting = false;
    },
    get count() {
      return count;
    },
  };
}

function reportDelay({ viewers, delays }: View, peer: number): Figure {
  const p95 = percentile(delays, 95);
  return {
    what: `p95 of ${delays.length.toLocaleString('en')} events seen, viewers: ${viewers}; scaffolder: 1`,
    ours: `${inMs(p95)}, median ${inMs(median(delays))}`,
    peer: inMs(peer),
    ratio: times(p95 / peer),
    bar: `≤ ${MOST_MS} ms`,
    met: p95 <= MOST_MS,
  };
}

function reportReads(one: View, many: View): Figure {
  return {
    what: `reads of the database meanwhile, viewers: ${one.viewers}; ${many.viewers}`,
    ours: `${one.reads}; ${many.reads}`,
    peer: NOTHING,
    ratio: NOTHING,
    bar: 'independent of viewers',
    met: many.reads - one.reads < many.viewers / 10,
  };
}
