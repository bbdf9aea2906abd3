import { stepMatch } from './stepMatch';

describe('stepMatch', () => {
  it('goes to the next match from wherever one is, and round the ends', () => {
    expect(stepMatch([3, 8], 0, 1)).toBe(3);
    expect(stepMatch([3, 8], 3, 1)).toBe(8);
    expect(stepMatch([3, 8], 8, 1)).toBe(3);
    expect(stepMatch([3, 8], 8, -1)).toBe(3);
    expect(stepMatch([3, 8], 3, -1)).toBe(8);
    expect(stepMatch([], 3, 1)).toBeUndefined();
  });
});
