import type { StartRunRequest } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import Ajv from 'ajv';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';
import { FlowCatalog } from '../flows';
import { PlatformServices } from '../platform';

jest.setTimeout(60_000);

const text = (name: string) => ({
  type: 'object' as const,
  properties: {
    [name]: { type: 'string' as const },
    environment: { type: 'string' as const, default: 'staging' },
  },
});

const greet = {
  id: 'greet',
  uses: 'script',
  with: { script: 'greet', args: { spoken: '${{ input.inner }}' } },
};

const inner = defineFlow({
  id: 'inner',
  title: 'Inner',
  risk: 'low',
  input: text('inner'),
  steps: [
    greet,
    { id: 'look', uses: 'service', with: { act: 'look' } },
    { id: 'ask', uses: 'health', with: { services: ['echo'] } },
  ],
});

const callInner = (id: string, word: string) => ({
  id,
  uses: 'flow',
  with: { flow: 'inner', input: { inner: word } },
});

const middle = defineFlow({
  id: 'middle',
  title: 'Middle',
  risk: 'low',
  input: text('middle'),
  steps: [callInner('first', 'one'), callInner('second', 'two')],
});

const outer = defineFlow({
  id: 'outer',
  title: 'Outer',
  risk: 'low',
  input: text('outer'),
  steps: [
    { ...greet, with: { script: 'greet', args: { spoken: 'outer' } } },
    callInner('child', 'one'),
    {
      id: 'children',
      uses: 'flow',
      with: { flow: 'middle', input: { middle: 'both' } },
    },
    { id: 'start', uses: 'service', with: { act: 'start', service: 'echo' } },
    { id: 'look', uses: 'service', with: { act: 'look' } },
  ],
});

const scripts = {
  greet: {
    bash: 'echo "message=hello" >> "$IDP_OUTPUT"',
    entry: {
      supportsDryRun: true,
      parameters: { spoken: { type: 'string' } },
    },
  },
  control: {
    bash: 'true',
    entry: {
      defaultAction: 'up',
      actions: { up: { title: 'Up' }, down: { title: 'Down' } },
      parameters: { controlled: { type: 'string' } },
    },
  },
};

/** Schemas that belong to this test are told by their one property that no other has. */
const MARKS = ['inner', 'middle', 'outer', 'spoken', 'controlled'];

/** What was asked and validated since the last reset. */
class Counts {
  readonly #lists = jest.spyOn(FlowCatalog.prototype, 'list');
  readonly #services = jest.spyOn(PlatformServices.prototype, 'list');
  #validated: string[] = [];

  /** Before anything compiles a schema. */
  constructor() {
    const compile = Ajv.prototype.compile;
    const validated = (line: string) => this.#validated.push(line);
    jest.spyOn(Ajv.prototype, 'compile').mockImplementation(function counting(
      this: Ajv,
      schema: object,
    ) {
      const validate = compile.call(this, schema);
      const { properties = {} } = schema as { properties?: object };
      const mark = MARKS.find(name => name in properties);
      if (!mark) return validate;
      const counted = (data: Record<string, unknown>) => {
        validated(`${mark}: ${data[mark]}`);
        const valid = validate(data);
        counted.errors = validate.errors;
        return valid;
      };
      counted.errors = validate.errors;
      return counted as never;
    } as typeof compile);
  }

  reset() {
    this.#lists.mockClear();
    this.#services.mockClear();
    this.#validated = [];
  }

  get flows() {
    return this.#lists.mock.calls.length;
  }

  /** The environments whose services were listed, once for each time. */
  get services() {
    return this.#services.mock.calls.map(([environment]) => environment).sort();
  }

  get validated() {
    return [...this.#validated].sort();
  }
}

describe('A start asks the flow catalog and the services at most once', () => {
  let counts: Counts;
  let idp: TestOrchestrator;

  beforeAll(async () => {
    counts = new Counts();
    idp = await startTestOrchestrator({
      scripts,
      flows: [inner, middle, outer],
      config: {
        health: { watchEvery: { hours: 1 } },
        services: [
          {
            name: 'echo',
            control: {
              kind: 'script',
              script: 'control',
              startAction: 'up',
              stopAction: 'down',
              serviceParameter: 'controlled',
            },
          },
        ],
      },
    });
    // What is made once for all starts is made.
    await idp.client.planRun('outer', {});
  });
  beforeEach(() => counts.reset());
  afterAll(async () => {
    await idp.stop();
    jest.restoreAllMocks();
  });

  const input = { outer: 'word' };
  // Begins when nobody counts any more, so that only the start is counted.
  const startAt = '2999-01-01T00:00:00Z';
  const start = (request: StartRunRequest) =>
    idp.client.startRun('outer', { input, startAt, ...request });

  it.each([
    ['a start', () => start({})],
    ['a dry run', () => start({ dryRun: true })],
    ['a plan', () => idp.client.planRun('outer', { input })],
    [
      'a start by the digest of a plan',
      async () => {
        const { digest } = await idp.client.planRun('outer', { input });
        counts.reset();
        return start({ planDigest: digest });
      },
    ],
    [
      'the start of an operation',
      () =>
        idp.client.startRun('platform-operations', {
          input: { operation: 'start', services: ['echo'] },
          startAt,
        }),
    ],
  ])('for %s', async (_, act) => {
    await act();
    expect(counts.flows).toBe(1);
    expect(counts.services).toEqual(['development', 'staging']);
  });

  it.each([
    ['started', () => start({})],
    ['started as a dry run', () => start({ dryRun: true })],
    ['planned', () => idp.client.planRun('outer', { input })],
  ])(
    'and validates each input once before the bridge and once in it when %s',
    async (_, act) => {
      await act();
      expect(counts.validated).toEqual([
        'controlled: echo',
        // Of each child with its input, whatever leads to it.
        'inner: one',
        'inner: two',
        'middle: both',
        'outer: word',
        // For the script steps of the three runs that there would be.
        'spoken: one',
        'spoken: outer',
        'spoken: two',
      ]);
    },
  );

  it('and so does the plan of what is left of a run', async () => {
    const { id } = await start({});
    counts.reset();
    const { items } = await idp.client.getRemainingPlan(id);
    expect(items.find(({ id: step }) => step === 'children')?.text).toBe(
      'Would run the flow middle in development: first, second.',
    );
    expect(counts.flows).toBe(1);
    expect(counts.services).toEqual(['development', 'staging']);
  });
});
