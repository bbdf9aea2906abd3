import { rename } from 'node:fs/promises';
import path from 'node:path';
import { makeSmallDisk } from '../../../bridge/__testUtils__/smallDisk';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  inspectRuns,
  sumOf,
  waitForRun,
  waitUntil,
  whyOf,
  type Seen,
} from './inspectRuns';
import { noted, speaking } from './notedScripts';
import { scriptFlow } from './scriptFlow';
import type { Trial, TrialPlace } from './Trial';
import type { TrialBackend } from './TrialBackend';
import { withBackend } from './trialRow';

const DISK_MIB = 6;
/** A disk that is full is named, and so is what to do. */
const NAMES_DISK = /the disk of the spool \(.*\)/;

const reason = () => {
  const disk = makeSmallDisk(1);
  disk?.remove();
  return disk ? undefined : 'a disk cannot be mounted here';
};

/** Says more than the disk takes, and does its work nevertheless. */
const FILL =
  'sleep 1; head -c 16777216 /dev/zero | tr "\\0" "x" | fold -w 1000 2>/dev/null || true';

const failing = { ...noted(FILL), bash: `${noted(FILL).bash}\nexit 3` };

const restarting = (script: string) => {
  const flow = scriptFlow(script);
  flow.steps = flow.steps.map(step => ({ ...step, onLost: 'restart' }));
  return flow;
};

/** Scripts fill the disk that their output goes to, with a backend that dies under the last of them. */
export const fullSpool: Trial = {
  what: `a spool of ${DISK_MIB} MB that fills up`,
  unavailableReason: reason,
  async run({ folder, short }: TrialPlace) {
    const disk = makeSmallDisk(DISK_MIB);
    if (!disk) throw new Error('A disk could be mounted a moment ago');
    const setting = {
      folder,
      scripts: {
        fill: noted(FILL),
        'fill-and-fail': failing,
        good: noted('echo well'),
      },
      flows: [
        restarting('fill'),
        restarting('fill-and-fail'),
        scriptFlow('good'),
      ],
      config: {
        spoolDirectory: path.join(disk.folder, 'spool'),
        engine: { spool: { minFree: '1 MiB' } },
      },
    };
    try {
      return await withBackend(fullSpool.what, setting, async backend => {
        const rounds = short ? 1 : 3;
        const seen: Seen[] = [];
        for (let round = 0; round < rounds; round++) {
          seen.push(await fillDisk(backend, 'fill', 'succeeded-with-warnings'));
          seen.push(await fillDisk(backend, 'fill-and-fail', 'failed'));
          seen.push(await inspectRuns(backend, await backend.begin('good')));
        }
        const sum = sumOf(seen);
        const again = await countAgain(backend);
        return { ...sum, doubled: sum.doubled + again };
      });
    } finally {
      disk.remove();
    }
  },
};

/** The backend dies while the script fills the disk, and another comes when that has ended. */
async function fillDisk(
  backend: TrialBackend,
  flow: string,
  expected: Run['status'],
): Promise<Seen> {
  const runIds = await backend.begin(flow);
  const has = (word: string) => async () =>
    (await backend.readNotes('notes')).some(
      note => note.startsWith(runIds[0]) && note.endsWith(word),
    );
  await waitUntil(has('begun'));
  await backend.crash();
  await waitUntil(has('done'));
  await backend.startProcess();
  const seen = await inspectRuns(backend, runIds, expected);
  const why = whyOf(await backend.client.getRun(runIds[0]));
  if (!NAMES_DISK.test(why)) seen.wrong.push(`The disk is not named: ${why}`);
  return seen;
}

/** Scripts that had ended, and were begun again. */
async function countAgain(backend: TrialBackend): Promise<number> {
  const done = (await backend.readNotes('notes'))
    .filter(note => note.endsWith(' done'))
    .map(note => note.split(' ').slice(0, 2).join(' '));
  return done.length - new Set(done).size;
}

/** The folder in which the bridge keeps attempts is taken away under running scripts. */
export const missingSpool: Trial = {
  what: 'the folder of the spool gone under running scripts',
  run: ({ folder, short }: TrialPlace) =>
    withBackend(
      missingSpool.what,
      {
        folder,
        scripts: { speaking: speaking(4), good: noted('echo well') },
        flows: ['speaking', 'good'].map(scriptFlow),
      },
      async backend => {
        const runIds = await backend.begin('speaking', short ? 2 : 10);
        for (const id of runIds) {
          await waitForRun(backend, id, run => run.lastSeq > 3);
        }
        const spool = path.join(folder, 'spool');
        await rename(spool, `${spool}.away`);
        const areDone = async () =>
          (await backend.readNotes('notes')).filter(note =>
            note.endsWith(' done'),
          ).length === runIds.length;
        const wrong = (await waitUntil(areDone))
          ? []
          : ['A script was ended because its folder was gone'];
        const seen = await inspectRuns(backend, runIds, 'failed');
        const after = await inspectRuns(backend, await backend.begin('good'));
        const all = sumOf([seen, after]);
        return { ...all, wrong: [...all.wrong, ...wrong] };
      },
    ),
};
