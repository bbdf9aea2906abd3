import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { flowOf } from '../__testUtils__/flows';
import type { ScriptDescription } from '../ports';
import { FlowCatalog } from './FlowCatalog';
import { parseFlowFile } from './files/parseFlowFile';

const stepTypes = new Map([
  [
    'script',
    {
      inputSchema: z.strictObject({
        script: z.string(),
        action: z.string().optional(),
        args: z.record(z.string(), z.unknown()).optional(),
        count: z.number().optional(),
      }),
    },
  ],
  ['flow', { inputSchema: z.strictObject({ flow: z.string() }) }],
]);

const script: ScriptDescription = {
  id: 'rotate',
  title: 'Rotate',
  description: '',
  risk: 'low',
  defaultAction: 'go',
  actions: [],
  parameters: {},
};

/** Makes a catalog whose files and scripts the test changes. */
function createCatalog(codeFlows: FlowDefinition[]) {
  const files: Record<string, string> = {};
  const scripts = [script];
  const warnings: string[] = [];
  const catalog = new FlowCatalog(
    () => codeFlows,
    { list: async () => ({ scripts, problems: [] }) },
    {
      stepTypes,
      logger: { warn: message => warnings.push(message) },
      files: {
        list: async () => {
          const read = await Promise.all(
            Object.entries(files).map(([name, text]) =>
              parseFlowFile(text, name),
            ),
          );
          return {
            flows: read.flatMap(one => one.flows),
            problems: read.flatMap(one => one.problems),
          };
        },
      },
    },
  );
  return {
    catalog,
    files,
    scripts,
    warnings,
    async look() {
      const { flows, problems } = await catalog.list();
      return {
        ids: flows.map(({ flow }) => flow.id),
        problems: problems.map(
          ({ source, line, message }) => `${source}:${line}: ${message}`,
        ),
      };
    },
  };
}

const flow = (id: string, step = 'uses: script, with: { script: rotate }') =>
  `title: T\nrisk: low\nid: ${id}\nsteps:\n  - { id: a, ${step} }\n`;

describe('The catalog of flows', () => {
  it('lists what is made in code, scripts, and files', async () => {
    const { files, look } = createCatalog([
      flowOf([{ id: 'a', uses: 'script', with: { script: 'rotate' } }]),
    ]);
    files['a.yaml'] = flow('from-a-file');
    expect(await look()).toEqual({
      ids: ['test-flow', 'rotate', 'from-a-file'],
      problems: [],
    });
  });

  it('chooses none of two files with one id, and names both', async () => {
    const { files, look } = createCatalog([]);
    files['a.yaml'] = flow('same');
    files['b.yaml'] = flow('same');
    expect(await look()).toEqual({
      ids: ['rotate'],
      problems: [
        'a.yaml:3: id: expected an id that no other file has (none of them is used, the others are b.yaml:3), got same',
        'b.yaml:3: id: expected an id that no other file has (none of them is used, the others are a.yaml:3), got same',
      ],
    });
  });

  it('lets code and scripts win over a file of the same id', async () => {
    const made = flowOf([{ id: 'a', uses: 'script', with: { script: 'x' } }]);
    const { catalog, files, look } = createCatalog([made]);
    files['a.yaml'] = flow('test-flow');
    files['b.yaml'] = flow('rotate');
    expect(await look()).toEqual({
      ids: ['test-flow', 'rotate'],
      problems: [
        'a.yaml:3: id: expected an id that no flow made in code has, got test-flow',
        'b.yaml:3: id: expected an id that no script has, got rotate',
      ],
    });
    expect((await catalog.get('test-flow')).flow).toBe(made);
    expect((await catalog.get('rotate')).kind).toBe('task');
  });

  it.each([
    [
      'a step type that is not installed',
      'uses: scripts',
      'steps.0.uses: expected a step type that is installed, got scripts. Did you mean script? There are: script, flow.',
    ],
    [
      'a script that no environment lists',
      'uses: script, with: { script: rotat }',
      'steps.0.with.script: expected a script that an environment lists, got rotat. Did you mean rotate? There are: rotate.',
    ],
    [
      'an input that its step type does not know',
      'uses: script, with: { script: rotate, arg: 1 }',
      'steps.0.with.arg: expected no property of this name, got 1',
    ],
    [
      'an input of the wrong type',
      'uses: script, with: { script: rotate, count: many }',
      'steps.0.with.count: ',
    ],
    ['a missing input', 'uses: script, with: {}', 'steps.0.with.script: '],
  ])('refuses a flow with %s', async (_, step, message) => {
    const { files, look } = createCatalog([]);
    files['a.yaml'] = flow('bad', step);
    files['b.yaml'] = flow('good');
    const { ids, problems } = await look();
    expect(ids).toEqual(['rotate', 'good']);
    expect(problems).toEqual([expect.stringContaining(`a.yaml:5: ${message}`)]);
  });

  it('takes out the flows that start each other each time, naming the circle', async () => {
    const always = (id: string) => `uses: flow, with: { flow: ${id} }`;
    const { catalog, files, look } = createCatalog([
      flowOf([{ id: 'a', uses: 'flow', with: { flow: 'made' } }], {
        id: 'made',
      }),
    ]);
    files['a.yaml'] = flow('b1', always('b2'));
    files['b.yaml'] = flow('b2', `${always('b1')}, forEach: { items: [1] }`);
    files['c.yaml'] = flow('outside', always('b1'));
    const { ids, problems } = await look();
    expect(ids).toEqual(['rotate', 'outside']);
    const expected =
      'steps.0.with.flow: expected a flow that does not start this one again each time (give a step on the way an if), got';
    expect(problems).toEqual([
      `flow made:undefined: ${expected} made → made`,
      `a.yaml:5: ${expected} b1 → b2 → b1`,
      `b.yaml:5: ${expected} b2 → b1 → b2`,
    ]);
    await expect(catalog.get('b1')).rejects.toThrow('b1 → b2 → b1');
  });

  it.each([
    ['a condition', "with: { flow: me }, if: 'true'"],
    ['a computed flow', "with: { flow: '${{ input.flow }}' }"],
    [
      'computed items',
      "with: { flow: me }, forEach: { items: '${{ input.items }}' }",
    ],
    ['no items', 'with: { flow: me }, forEach: { items: [] }'],
  ])('lets a flow start itself by a step with %s', async (_, step) => {
    const { files, look } = createCatalog([]);
    files['a.yaml'] = flow('me', `uses: flow, ${step}`);
    expect(await look()).toEqual({ ids: ['rotate', 'me'], problems: [] });
  });

  it('waits with what hangs on an expression until the step starts', async () => {
    const { files, look } = createCatalog([]);
    files['a.yaml'] = flow(
      'late',
      "uses: script, with: { script: '${{ input.script }}', count: '${{ 1 + 1 }}' }",
    );
    expect((await look()).problems).toEqual([]);
  });

  it('looks for scripts each time, because they come and go', async () => {
    const { files, scripts, look } = createCatalog([]);
    files['a.yaml'] = flow('mine', 'uses: script, with: { script: later }');
    expect((await look()).ids).not.toContain('mine');
    scripts.push({ ...script, id: 'later' });
    expect((await look()).ids).toContain('mine');
  });

  it('says what is wrong with a broken flow to who asks for it', async () => {
    const { catalog, files } = createCatalog([]);
    files['a.yaml'] = flow('mine', 'uses: script, colour: red');
    await expect(catalog.get('mine')).rejects.toThrow(
      'Flow mine is not usable. a.yaml:5:28: steps.0.colour: expected no property of this name, got "red"',
    );
  });

  it('warns of a problem once, and again when it comes back', async () => {
    const { files, look, warnings } = createCatalog([]);
    files['a.yaml'] = flow('Mine');
    await look();
    await look();
    expect(warnings).toEqual([expect.stringMatching(/^a\.yaml:3:1: id: /)]);
    files['a.yaml'] = flow('mine');
    await look();
    files['a.yaml'] = flow('Mine');
    await look();
    expect(warnings).toHaveLength(2);
  });
});
