import { hideSecrets } from './hideSecrets';

describe('hideSecrets', () => {
  it('leaves nothing of them, not even of one that holds another', () => {
    expect(hideSecrets('--token=abcdef --short abc', ['abc', 'abcdef'])).toBe(
      '--token=*** --short ***',
    );
  });

  it('knows how JSON writes them', () => {
    expect(hideSecrets('{"pin":"a\\"b"}', ['a"b'])).toBe('{"pin":"***"}');
  });

  it('changes nothing when they are empty', () => {
    expect(hideSecrets('as it is', [''])).toBe('as it is');
  });
});
