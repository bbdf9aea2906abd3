import { bootstrapFlow } from '../../../dev/recordings';
import { placeProblems } from './placeProblems';

describe('placeProblems', () => {
  it('puts problems to their fields, and keeps the rest', () => {
    const unknown = {
      path: 'input.colour',
      expected: 'no property',
      got: '"red"',
    };
    const { fields, others } = placeProblems(
      [
        { path: 'input.environment', expected: 'one of a, b', got: '"c"' },
        { path: 'platform_name', expected: 'a text', got: '5' },
        unknown,
        { path: 'input', expected: 'an object', got: '[]' },
      ],
      bootstrapFlow.input,
    );
    expect(fields).toEqual([
      { path: 'environment', expected: 'one of a, b', got: '"c"' },
      { path: 'platform_name', expected: 'a text', got: '5' },
    ]);
    expect(others.map(({ path }) => path)).toEqual(['input.colour', 'input']);
  });
});
