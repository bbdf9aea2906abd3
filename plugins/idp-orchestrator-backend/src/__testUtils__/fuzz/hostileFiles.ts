import fc from 'fast-check';
import { stringify } from 'yaml';
import {
  hostileExpression,
  hostileName,
  hostileSchema,
  hostileTemplate,
  hostileValue,
} from './hostileParts';

/** How many flows of a fuzz there are that flows can name. */
const NAMED = 25;

const flowName = fc.nat(NAMED - 1).map(number => `fuzz-${number}`);

const usesAndWith = fc.oneof(
  {
    weight: 15,
    arbitrary: fc.constantFrom('0s', '${{ input.a }}').map(time => ({
      uses: 'wait',
      with: { for: time } as Record<string, unknown>,
    })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(flowName, hostileValue).map(([flow, input]) => ({
      uses: 'flow',
      with: { flow, input },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom('wait', 'script', 'http', 'approval', 'kubernetes'),
        fc.dictionary(hostileName, hostileValue, { maxKeys: 3 }),
      )
      .map(([uses, given]) => ({ uses, with: given })),
  },
);

const condition = fc.oneof(hostileExpression, fc.constant('input.a == 1'));
const forEach = fc.record(
  {
    items: fc.oneof(
      hostileTemplate,
      fc.nat(1_200).map(count => Array.from({ length: count }, (_, n) => n)),
      hostileValue,
    ),
    parallel: fc.constantFrom(1, 5, 100, 0, 1e9),
  },
  { requiredKeys: ['items'] },
);

const step = fc
  .tuple(
    usesAndWith,
    fc.record(
      {
        if: condition,
        forEach,
        needs: fc.array(fc.constantFrom('s0', 's1', 's2', 'zz'), {
          maxLength: 2,
        }),
        timeout: fc.constantFrom('1s', '0s', '99999999d', 5),
        retry: fc.constantFrom({ attempts: 2 }, { attempts: 1e9 }),
      },
      { requiredKeys: [] },
    ),
    fc.nat(9),
  )
  // Most steps have one of these or none, so that many flows are good.
  .map(([what, more, rare]) => (rare > 1 ? what : { ...what, ...more }));

const input = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ type: 'object' }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.dictionary(hostileName, hostileSchema, { maxKeys: 3 }),
        hostileSchema,
        hostileSchema,
      )
      .map(([properties, a, b]) => ({
        type: 'object',
        properties,
        definitions: { a, b },
      })),
  },
);

const flow = fc
  .tuple(
    flowName,
    fc.array(step, { minLength: 1, maxLength: 3 }),
    fc.record(
      { input, output: fc.dictionary(hostileName, hostileTemplate) },
      { requiredKeys: [] },
    ),
    fc.nat(9),
  )
  .map(([id, steps, more, rare]) => ({
    ...{ id, title: 'Fuzz', risk: 'low' },
    ...(rare > 2 ? { input: more.input } : more),
    steps: steps.map((one, index) => ({ id: `s${index}`, ...one })),
  }));

const lines = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');

/** Texts that are hostile as YAML, whatever they say. */
const hostileYaml = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.nat(200) },
      { weight: 1, arbitrary: fc.nat(12_000) },
    ),
    fc.constantFrom<(count: number) => string>(
      n => lines(n, i => `k${i}: 1`),
      n => lines(n, i => `k${i % 3}: 1`),
      n => lines(n, i => `a${i}: &a${i} [*a${Math.max(0, i - 1)}, 1]`),
      n => `a: &a [1]\n${lines(n, i => `b${i}: [*a, *a, *a]`)}`,
      n => `a: &a { b: 1 }\n${lines(n, i => `c${i}: { <<: *a }`)}`,
      n => '['.repeat(n) + ']'.repeat(n),
      n => '{a: '.repeat(n),
      n => '- '.repeat(n),
      n => lines(n, i => `${' '.repeat(i % 200)}-`),
      n => lines(n, () => ' : ]'),
      n => lines(n, i => `a: !t${i} 1`),
      n => lines(n, () => '--- a'),
      n => `? ${'? '.repeat(n)}`,
      n => `a: "${'\\'.repeat(n)}`,
      n => `a: |\n${lines(n, () => ' x')}`,
      n => `%YAML 1.1\n---\na: !!binary ${'A'.repeat(n)}`,
      n => `%TAG ! tag:x,${n}:\n---\n!a b`,
      n => `a: ${'9'.repeat(n)}\nb: .nan\nc: -.inf\n__proto__: { d: 1 }`,
    ),
  )
  .map(([count, make]) => make(count));

/** Cuts a text, or puts something into it. */
const spoiled = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.double({ min: 0, max: 1, noNaN: true }), hostileName)
    .map(([whole, part, put]) => {
      const at = Math.floor(whole.length * part);
      return whole.slice(0, at) + put + whole.slice(at + 1);
    });

const written = (value: fc.Arbitrary<object>) =>
  value.map(one => {
    try {
      return stringify(one, { aliasDuplicateObjects: false });
    } catch {
      return JSON.stringify(one);
    }
  });

/** Files of flows. */
export const flowFile = fc.oneof(
  { weight: 8, arbitrary: written(flow) },
  { weight: 2, arbitrary: spoiled(written(flow)) },
  { weight: 2, arbitrary: hostileYaml },
);

const action = fc.record(
  { parameters: fc.array(hostileName), required: fc.array(hostileName) },
  { requiredKeys: [] },
);
const script = fc
  .tuple(
    fc.dictionary(hostileName, hostileSchema, { maxKeys: 3 }),
    fc.dictionary(hostileName, action, { maxKeys: 2 }),
    fc.nat(9),
  )
  .map(([parameters, actions, rare]) => ({
    ...{ title: 'Fuzz', script: 'quick.sh', risk: 'low', defaultAction: 'go' },
    ...(rare > 3 ? {} : { parameters }),
    actions: rare > 6 ? actions : { go: {} },
  }));
const catalog = fc
  .array(script, { minLength: 1, maxLength: 3 })
  .map(scripts => ({
    apiVersion: 'idp-orchestrator/v1',
    scripts: Object.fromEntries(
      scripts.map((one, index) => [`script-${index}`, one]),
    ),
  }));

/** Script catalogs. */
export const catalogFile = fc.oneof(
  { weight: 5, arbitrary: written(catalog) },
  { weight: 1, arbitrary: spoiled(written(catalog)) },
  { weight: 1, arbitrary: hostileYaml },
);

/** Bodies of starts, as text. */
export const startBody = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .dictionary(
        fc.oneof(fc.constantFrom('a', 'b', 'c', 'd'), hostileName),
        hostileValue,
        { maxKeys: 4 },
      )
      .map(given => JSON.stringify({ input: given })),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat(200_000)
      .map(count => `{"input":{"a":[${'1,'.repeat(count)}1]}}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat(400_000)
      .map(count => `{"input":{"b":"${'a'.repeat(count)}!"}}`),
  },
);
