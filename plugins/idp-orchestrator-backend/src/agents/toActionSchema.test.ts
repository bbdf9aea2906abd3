import { toActionSchema } from './toActionSchema';

const schemaOf = (pattern: string) =>
  toActionSchema({
    type: 'object',
    properties: { name: { type: 'string', pattern } },
    required: ['name'],
  }).shape.name;

describe('The schema of an agent’s tool', () => {
  it('matches a pattern on which others would backtrack for ever', () => {
    const name = schemaOf('^([a-z0-9]+/?)+$');
    expect(name.safeParse(`${'a'.repeat(50_000)}!`).success).toBe(false);
    expect(name.safeParse('a/b').success).toBe(true);
  });

  it.each(['(?=a)b', '[a-z'])(
    'leaves %s, which cannot be used, to the check of the input',
    pattern => {
      expect(schemaOf(pattern).safeParse('anything').success).toBe(true);
    },
  );
});
