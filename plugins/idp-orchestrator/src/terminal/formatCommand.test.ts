import { formatCommand } from './formatCommand';

describe('formatCommand', () => {
  it('quotes what a shell would take apart', () => {
    expect(
      formatCommand(['a.sh', '--name=x', 'two words', '', "it's", '$(pwned)']),
    ).toBe(`a.sh --name=x 'two words' '' 'it'\\''s' '$(pwned)'`);
  });
});
