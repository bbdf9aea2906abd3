import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';
import { inspectRuns, sumOf } from './inspectRuns';
import { noted } from './notedScripts';
import { scriptFlow } from './scriptFlow';
import type { Trial, TrialPlace } from './Trial';
import { withBackend } from './trialRow';

const LONG_LIST = Array.from({ length: 20_000 }, (_, index) => index);

/** Expressions and patterns that would take for ever where nothing limits them. */
const HOSTILE: FlowSource[] = [
  {
    id: 'expressions',
    title: 'Expressions without end',
    risk: 'low',
    input: { type: 'object' },
    steps: [{ id: 'rest', uses: 'wait', with: { for: '0s' } }],
    output: {
      matched: "${{ ('a' + string(input.text)).matches('^(a+)+$') }}",
      found: '${{ input.list.filter(x, x in input.list.map(y, -1)).size() }}',
    },
  },
  {
    id: 'pattern',
    title: 'A pattern that goes back and forth',
    risk: 'low',
    input: {
      type: 'object',
      properties: { name: { type: 'string', pattern: '^([a-z0-9]+-?)+$' } },
    },
    steps: [{ id: 'rest', uses: 'wait', with: { for: '0s' } }],
  },
  {
    id: 'many',
    title: 'As many steps as may be',
    risk: 'low',
    steps: [
      {
        id: 'rest',
        uses: 'wait',
        with: { for: '0s' },
        forEach: { items: LONG_LIST.slice(0, 1_000) },
      },
    ],
  },
];

/** Requests that are refused, each with the status that it has to get. */
const REFUSED: Array<{ flow: string; input: string; status: number }> = [
  { flow: 'pattern', input: `{"name":"${'a'.repeat(50_000)}!"}`, status: 400 },
  { flow: 'many', input: nested(5_000), status: 400 },
];

function nested(depth: number): string {
  return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
}

export const hostileFlows: Trial = {
  what: 'hostile flows, expressions and inputs',
  run: ({ folder, short }: TrialPlace) =>
    withBackend(
      hostileFlows.what,
      {
        folder,
        scripts: { good: noted('echo well') },
        flows: [...HOSTILE, scriptFlow('good')],
      },
      async backend => {
        const input = { text: `${'a'.repeat(60)}b`, list: LONG_LIST };
        const count = short ? 2 : 6;
        const hostile = await backend.begin('expressions', count, { input });
        const wrong: string[] = [];
        for (const { flow, status, input: refused } of REFUSED) {
          const answer = await backend.fetch(
            `${backend.url}/api/idp-orchestrator/v1/flows/${flow}/plan`,
            {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: `{"input":${refused}}`,
            },
          );
          if (answer.status !== status) {
            wrong.push(`${flow} is answered ${answer.status}, not ${status}`);
          }
        }
        const limited = await inspectRuns(
          backend,
          hostile,
          'succeeded-with-warnings',
        );
        const others = await inspectRuns(backend, [
          ...(await backend.begin('good', count)),
          ...(short ? [] : await backend.begin('many')),
        ]);
        const seen = sumOf([limited, others]);
        return { ...seen, wrong: [...seen.wrong, ...wrong] };
      },
    ),
};
