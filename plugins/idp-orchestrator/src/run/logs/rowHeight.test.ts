import { rowHeightFor } from './rowHeight';

describe('Rows of a log', () => {
  it('are as high as a finger needs', () => {
    expect(rowHeightFor(0)).toBe(24);
    expect(rowHeightFor(700_000)).toBe(24);
  });

  it('are lower in a log that no browser could draw, but never unreadable', () => {
    expect(rowHeightFor(1_000_000)).toBe(17);
    expect(rowHeightFor(5_000_000)).toBe(12);
  });
});
