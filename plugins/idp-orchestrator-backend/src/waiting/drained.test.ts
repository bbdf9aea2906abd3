import { PassThrough } from 'node:stream';
import { drained } from './drained';

describe('A full stream', () => {
  const fill = () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    expect(stream.write('more than four')).toBe(false);
    return { stream, reader: new AbortController() };
  };

  it('is waited for until it is read', async () => {
    const { stream, reader } = fill();
    let isOver = false;
    const waiting = drained(stream, reader.signal).then(() => {
      isOver = true;
    });
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    stream.resume();
    await waiting;
    expect(stream.writableNeedDrain).toBe(false);
  });

  it('is not waited for when its reader goes, or has gone', async () => {
    const { stream, reader } = fill();
    const waiting = drained(stream, reader.signal);
    reader.abort();
    await waiting;
    await drained(stream, reader.signal);
    expect(stream.writableNeedDrain).toBe(true);
    expect(stream.listenerCount('drain')).toBe(0);
  });

  it('that breaks is told of', async () => {
    const { stream, reader } = fill();
    const waiting = drained(stream, reader.signal);
    stream.destroy(new Error('the disk is full'));
    await expect(waiting).rejects.toThrow('the disk is full');
  });
});
