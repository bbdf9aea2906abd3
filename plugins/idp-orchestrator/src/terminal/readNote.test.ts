import { readNote, tellLine } from './readNote';

describe('readNote', () => {
  it('takes what a script tells out of its line', () => {
    expect(readNote('::warning::disk is nearly full')).toEqual({
      level: 'warning',
      text: 'disk is nearly full',
    });
  });

  it('leaves other lines as they are', () => {
    expect(readNote('see ::error::')).toBeUndefined();
    expect(tellLine('::progress::40::half')).toBe('::progress::40::half');
  });

  it('is told in words', () => {
    expect(tellLine('::error::no such host')).toBe('error: no such host');
  });
});
