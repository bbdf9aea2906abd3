import { lazy } from './lazy';

describe('What is lazy', () => {
  it('is made when it is wanted for the first time, and once', () => {
    let made = 0;
    const get = lazy(() => {
      made += 1;
      return undefined;
    });
    expect(made).toBe(0);
    get();
    get();
    expect(made).toBe(1);
  });

  it('is tried again after it could not be made', () => {
    const results = [
      () => {
        throw new Error('not yet');
      },
      () => 'made',
    ];
    const get = lazy(() => results.shift()?.());
    expect(get).toThrow('not yet');
    expect(get()).toBe('made');
  });
});
