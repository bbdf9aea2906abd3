import { inOrder } from './inOrder';

describe('Things that are done at once', () => {
  const after = async (turns: number, value: unknown) => {
    for (let left = turns; left > 0; left--) await Promise.resolve();
    if (value instanceof Error) throw value;
    return value;
  };

  it('give what each of them gave', async () => {
    expect(await inOrder([after(5, 'a'), after(1, 'b')])).toEqual(['a', 'b']);
  });

  it('fail with the first in their order that failed, once all are over', async () => {
    let isOver = false;
    const late = after(50, 'late').then(() => {
      isOver = true;
    });
    await expect(
      inOrder([late, after(9, new Error('first')), after(1, new Error('b'))]),
    ).rejects.toThrow('first');
    expect(isOver).toBe(true);
  });
});
