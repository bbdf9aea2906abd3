import { SharedBlocks } from './SharedBlocks';

describe('Blocks that are shared', () => {
  it('are no more than were asked for at most, and serve all who wait in turn', async () => {
    const blocks = new SharedBlocks(8, 2);
    const seen = new Set<Buffer>();
    const order: number[] = [];
    let atOnce = 0;
    let most = 0;
    const work = (number: number) =>
      blocks.with(async block => {
        seen.add(block);
        order.push(number);
        atOnce += 1;
        most = Math.max(most, atOnce);
        await new Promise(resolve => setImmediate(resolve));
        atOnce -= 1;
        return number;
      });
    const numbers = [1, 2, 3, 4, 5];
    expect(await Promise.all(numbers.map(work))).toEqual(numbers);
    expect(order).toEqual(numbers);
    expect({ blocks: seen.size, most }).toEqual({ blocks: 2, most: 2 });
  });

  it('come back when the work fails', async () => {
    const blocks = new SharedBlocks(8, 1);
    const failing = async () => {
      throw new Error('unreadable');
    };
    await expect(blocks.with(failing)).rejects.toThrow('unreadable');
    expect(await blocks.with(async block => block.length)).toBe(8);
  });
});
