import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';
import { clockUnavailableReason, FakedClock } from './FakedClock';
import { inspectRuns } from './inspectRuns';
import { noted, speaking } from './notedScripts';
import { scriptFlow } from './scriptFlow';
import type { Trial, TrialPlace, TrialRow } from './Trial';
import type { TrialBackend } from './TrialBackend';
import { withBackend } from './trialRow';

const HOUR = 3_600;
const SECOND_MS = 1_000;
const HEALTH_DELAY_MS = 16 * SECOND_MS;

interface Pace {
  runs: number;
  /** The time (s) that passes between two steps of the clock. */
  pause: number;
  /** How far off (s) the clock is set, one after the other. */
  offsets: number[];
}

const SHORT: Pace = { runs: 2, pause: 3, offsets: [-HOUR, 0] };
const LONG: Pace = { runs: 10, pause: 14, offsets: [-HOUR, 0, HOUR, 0] };

/** Sets the clock of a backend, its supervisors and scripts an hour back and forward. */
export const setClock: Trial = {
  what: 'the clock an hour back, and an hour forward',
  unavailableReason: clockUnavailableReason,
  async run({ folder, short }: TrialPlace): Promise<TrialRow> {
    const pace = short ? SHORT : LONG;
    await mkdir(folder, { recursive: true });
    const clock = new FakedClock(folder);
    const watched = await startWatchedService();
    const setting = {
      folder,
      ...workOf(pace),
      environment: clock.environment,
      config: configOf(watched.url),
    };
    try {
      return await withBackend(setClock.what, setting, async backend => {
        // The health watch begins so long after the backend.
        if (!short) await sleep(HEALTH_DELAY_MS);
        const runIds = await beginAll(backend, pace);
        await sleep(2 * SECOND_MS);
        const unseen: number[] = [];
        for (const offset of pace.offsets) {
          clock.set(offset);
          const asked = watched.count();
          await sleep(pace.pause * SECOND_MS);
          if (!short && watched.count() === asked) unseen.push(offset);
        }
        const seen = await inspectRuns(backend, runIds);
        const wrong = [
          ...seen.wrong,
          ...unseen.map(
            offset => `Health was not watched while it was ${offset} s off`,
          ),
          ...(await checkAttempts(backend, runIds)),
        ];
        return { ...seen, wrong };
      });
    } finally {
      await watched.stop();
    }
  },
};

/** Runs of all that takes its time, and one that is to begin at a time of day. */
async function beginAll(
  backend: TrialBackend,
  { runs, pause }: Pace,
): Promise<string[]> {
  const startAt = new Date(Date.now() + pause * SECOND_MS).toISOString();
  return [
    ...(await backend.begin('clock', runs)),
    ...(await backend.begin('brief', 1, { startAt })),
  ];
}

function configOf(url: string) {
  return {
    health: { watchEvery: '1s' },
    services: [{ name: 'watched', url, healthPath: '/' }],
  };
}

/** A script, a retry and a wait that last while the clock is set. */
function workOf({ pause, offsets }: Pace) {
  const seconds = pause * offsets.length;
  const clock: FlowSource = {
    id: 'clock',
    title: 'All that takes its time',
    risk: 'low',
    timeout: `${seconds + 60}s`,
    steps: [
      {
        id: 'speaking',
        uses: 'script',
        with: { script: 'speaking' },
        timeout: `${seconds + 30}s`,
      },
      {
        id: 'flaky',
        uses: 'script',
        with: { script: 'flaky' },
        retry: { attempts: 2, delay: `${pause + 2}s` },
      },
      { id: 'rest', uses: 'wait', with: { for: `${pause + 1}s` } },
    ],
  };
  return {
    scripts: {
      speaking: speaking(seconds),
      brief: noted('true'),
      flaky: noted('[ "$IDP_ATTEMPT" = 2 ] || exit 7'),
    },
    flows: [clock, scriptFlow('brief')],
  };
}

/** No attempt was given up, and none is missing. */
async function checkAttempts(
  backend: TrialBackend,
  runIds: string[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const runId of runIds) {
    const run = await backend.client.getRun(runId);
    for (const { id, attempts } of run.steps) {
      const wanted = id === 'flaky' ? 2 : 1;
      if (attempts !== wanted) wrong.push(`${id} had ${attempts} attempts`);
    }
  }
  return wrong;
}

/** A service whose health is watched, and that counts how often it was asked. */
async function startWatchedService() {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('ok');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    count: () => asked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
