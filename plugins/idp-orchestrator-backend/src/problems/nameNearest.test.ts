import { nameNearest } from './nameNearest';

describe('The name nearest to an unknown one', () => {
  const known = ['argo', 'grafana', 'health-check'];

  it.each([
    ['a letter is missing', 'grafna', 'grafana'],
    ['two letters are swapped', 'agro', 'argo'],
    ['only a part is given', 'health', 'health-check'],
    ['one is written with another case', 'Argo', 'argo'],
  ])('is found when %s', (_, name, nearest) => {
    expect(nameNearest(name, known)).toBe(
      `Did you mean ${nearest}? There are: argo, grafana, health-check.`,
    );
  });

  it('is not guessed when nothing is like it', () => {
    const all = 'There are: argo, grafana, health-check.';
    expect(nameNearest('vault', known)).toBe(all);
    expect(nameNearest('', known)).toBe(all);
    // Two letters off, as any word of two letters is.
    expect(nameNearest('xy', ['ab'])).toBe('There are: ab.');
  });

  it('may be one of several', () => {
    expect(nameNearest('prod', ['prod-eu', 'prod-us', 'staging'])).toBe(
      'Did you mean prod-eu or prod-us? There are: prod-eu, prod-us, staging.',
    );
  });

  it('says when there is nothing to choose from', () => {
    expect(nameNearest('argo', [])).toBe('There is none.');
  });

  it('does not compare what is no name any more', () => {
    const long = 'a'.repeat(101);
    expect(nameNearest(long, [`${long}b`])).toBe(`There are: ${long}b.`);
  });
});
