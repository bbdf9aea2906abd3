import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';
import { inspectRuns, sumOf, waitForRun } from './inspectRuns';
import { noted } from './notedScripts';
import { scriptFlow } from './scriptFlow';
import type { Trial, TrialPlace } from './Trial';
import { withBackend } from './trialRow';

const RUNS = 4;
const FLOOD_LIMIT_MIB = 4;
/** What runs beside the meddlers has to go on. */
const good = noted('echo well');

const asFifo = (variable: string) =>
  noted(`rm -f "$${variable}"; mkfifo "$${variable}"`);

/** Scripts that make named pipes of the files that they were given to write to. */
export const pipesForFiles: Trial = {
  what: 'named pipes in place of output and summary',
  run: ({ folder, short }: TrialPlace) =>
    withBackend(
      pipesForFiles.what,
      {
        folder,
        scripts: {
          output: asFifo('IDP_OUTPUT'),
          summary: asFifo('IDP_SUMMARY'),
          good,
        },
        flows: ['output', 'summary', 'good'].map(scriptFlow),
      },
      async backend => {
        const count = short ? RUNS : RUNS * 4;
        const meddling = [
          ...(await backend.begin('output', count)),
          ...(await backend.begin('summary', count)),
        ];
        const well = await backend.begin('good', count);
        const one = await inspectRuns(
          backend,
          meddling,
          'succeeded-with-warnings',
        );
        const other = await inspectRuns(backend, well);
        return sumOf([one, other]);
      },
    ),
};

/** A script that prints without end, beside one that has little to say. */
const flooding: FlowSource = {
  ...scriptFlow('flood'),
  steps: [{ id: 'flood', uses: 'script', with: { script: 'flood' } }],
};

export const outputFloods: Trial = {
  what: 'scripts that print without end, then cancelled',
  run: ({ folder, short }: TrialPlace) =>
    withBackend(
      outputFloods.what,
      {
        folder,
        scripts: { flood: noted('yes'), good },
        flows: [flooding, scriptFlow('good')],
        config: {
          engine: {
            spool: { maxOutput: `${FLOOD_LIMIT_MIB} MiB` },
            grace: '2s',
          },
        },
      },
      async backend => {
        const floods = await backend.begin('flood', short ? 2 : 4);
        for (const id of floods) {
          await waitForRun(backend, id, run => run.lastSeq > 10);
        }
        const well = await inspectRuns(backend, await backend.begin('good', 4));
        for (const id of floods) {
          await backend.client.cancelRun(id, { reason: 'drilled' });
        }
        const seen = await inspectRuns(backend, floods, 'cancelled');
        return sumOf([well, seen]);
      },
    ),
};
