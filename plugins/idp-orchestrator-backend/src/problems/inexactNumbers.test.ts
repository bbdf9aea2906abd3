import { flowOf } from '../__testUtils__/flows';
import { readFlowInput } from '../access/resolve/readFlowInput';
import { parseFlowFile } from '../flows/files/parseFlowFile';

describe('A whole number beyond 2^53', () => {
  const flow = flowOf([{ id: 'a' }]);

  it('is refused in an input, since it is not what was sent any more', () => {
    const given = JSON.parse('{"a": {"id": [12345678901234567891]}, "n": 5}');
    expect(readFlowInput(flow, given).problems).toEqual([
      {
        path: 'input.a.id.0',
        expected: expect.stringContaining('as a text'),
        got: expect.stringContaining('12345678901234567168'),
      },
    ]);
  });

  it('is not shown where it is a secret', () => {
    const secret = flowOf([{ id: 'a' }], {
      input: {
        type: 'object',
        properties: { pin: { type: 'string', format: 'password' } },
      },
    });
    const { problems } = readFlowInput(secret, { pin: 9876543 });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('9876543');
  });

  it('is told in a flow, with its line', async () => {
    const { problems } = await parseFlowFile(
      `id: n2
title: N2
risk: low
steps:
  - id: a
    uses: script
    with:
      args:
        account: 12345678901234567891
`,
      'n2.yaml',
    );
    expect(problems).toEqual([
      expect.objectContaining({
        line: 9,
        message: expect.stringContaining('in quotes'),
      }),
    ]);
  });
});
