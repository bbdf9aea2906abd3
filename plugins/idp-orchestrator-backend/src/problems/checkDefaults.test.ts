import { parseFlowFile } from '../flows/files/parseFlowFile';
import { checkDefaults } from './checkDefaults';

describe('A default that its own schema refuses', () => {
  it('is told when the flow is read, with its line and what YAML made of it', async () => {
    const { flows, problems } = await parseFlowFile(
      `id: n1
title: N1
risk: low
input:
  type: object
  properties:
    version:
      type: string
      default: 1.10
steps: [{ id: a, uses: wait, with: { for: 0s } }]
`,
      'n1.yaml',
    );
    expect(flows).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({
        line: 9,
        message: expect.stringMatching(
          /input\.properties\.version\.default.*type string.*YAML reads it as a number, as 1\.1: put it in quotes/,
        ),
      }),
    ]);
  });

  it.each([
    [{ type: 'integer', default: '5' }, 'default'],
    [{ enum: ['eu', 'us'], default: 'ue' }, 'default'],
    [
      {
        type: 'array',
        items: {
          type: 'object',
          properties: { n: { type: 'string', minLength: 3, default: 'n' } },
        },
      },
      'items.properties.n.default',
    ],
  ])('is found in %j', (schema, path) => {
    expect(checkDefaults(schema, 'of')).toMatchObject([{ path: `of.${path}` }]);
  });

  it('is none where other defaults make it whole', () => {
    expect(
      checkDefaults(
        {
          type: 'object',
          default: {},
          required: ['size'],
          properties: { size: { type: 'integer', default: 3 } },
        },
        'of',
      ),
    ).toEqual([]);
  });

  it('shows nothing of a secret one', () => {
    const schema = { type: 'string', format: 'password', default: 123456 };
    expect(JSON.stringify(checkDefaults(schema, 'of'))).not.toContain('123456');
  });
});
