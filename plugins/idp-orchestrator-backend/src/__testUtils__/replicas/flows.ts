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

/** A script that puts things in order when it is told to end; in its second attempt it is quick. */
const tidy = (
  id: string,
  { step, flow }: { step?: object; flow?: object },
): FlowSource => ({
  id,
  title: `A script that is ${id}`,
  risk: 'low',
  ...flow,
  steps: [{ id: 'only', uses: 'script', with: { script: 'tidy' }, ...step }],
});

/** What replicas run in tests and drills. */
export const REPLICA_FLOWS: FlowSource[] = [
  {
    id: 'three-scripts',
    title: 'Three scripts',
    risk: 'low',
    steps: [work('first'), work('second'), work('third')],
  },
  {
    id: 'two-scripts',
    title: 'A script that takes a second, and another one',
    risk: 'low',
    steps: [
      {
        id: 'first',
        uses: 'script',
        with: { script: 'lines', args: { count: 10 } },
        onLost: 'restart',
      },
      work('second'),
    ],
  },
  {
    id: 'pause',
    title: 'A pause of a second, and a script',
    risk: 'low',
    steps: [
      { id: 'pause', uses: 'wait', with: { for: '1s' } },
      work('afterwards'),
    ],
  },
  lines('short-script', 40),
  lines('long-script', 140),
  lines('longer-script', 400),
  tidy('restarted', { step: { onLost: 'restart' } }),
  tidy('let-fail', { step: { onLost: 'fail' } }),
  tidy('limited', { flow: { timeout: '4s' } }),
  {
    id: 'naps',
    title: 'Naps',
    risk: 'low',
    steps: [{ id: 'nap', uses: 'nap', with: { ms: 1_500 }, onLost: 'restart' }],
  },
  {
    id: 'moment',
    title: 'A moment',
    risk: 'low',
    steps: [{ id: 'nap', uses: 'nap', with: { ms: 1 }, onLost: 'restart' }],
  },
  {
    id: 'labelled',
    title: 'For a worker with a label',
    risk: 'low',
    runsOn: ['gpu'],
    steps: [{ id: 'nap', uses: 'nap', with: { ms: 1 } }],
  },
];
