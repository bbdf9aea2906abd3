import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';

const work = (id: string): FlowSource['steps'][number] => ({
  id,
  uses: 'script',
  with: { script: 'work' },
  onLost: 'restart',
});

/** A script that says so many lines, ten a second. */
const lines = (id: string, count: number): FlowSource => ({
  id,
  title: `A script of ${count} lines`,
  risk: 'low',
  steps: [
    {
      id: 'only',
      uses: 'script',
      with: { script: 'lines', args: { count } },
      onLost: 'restart',
    },
  ],
});

/** What replicas run in tests and drills. */
export const REPLICA_FLOWS: FlowSource[] = [
  {
    id: 'three-scripts',
    title: 'Three scripts',
    risk: 'low',
    steps: [work('first'), work('second'), work('third')],
  },
  lines('short-script', 40),
  lines('long-script', 140),
  lines('longer-script', 400),
  {
    id: 'naps',
    title: 'Naps',
    risk: 'low',
    steps: [{ id: 'nap', uses: 'nap', with: { ms: 1_500 }, onLost: 'restart' }],
  },
  {
    id: 'labelled',
    title: 'For a worker with a label',
    risk: 'low',
    runsOn: ['gpu'],
    steps: [{ id: 'nap', uses: 'nap', with: { ms: 1 } }],
  },
];
