import { formatByteSize, parseByteSize } from './byteSize';

describe('An amount of bytes', () => {
  it.each([
    ['0 B', 0],
    ['512 KiB', 524_288],
    ['100MiB', 104_857_600],
    ['1.5 GiB', 1_610_612_736],
  ])('is read from %s', (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });

  it.each(['', '100', 'MiB', '100 MB', '-1 MiB', '1  MiB', '1 mib', '1e3 B'])(
    'is not read from %j',
    text => {
      expect(parseByteSize(text)).toBeUndefined();
    },
  );

  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_024, '1 KiB'],
    [1_610_612_736, '1.5 GiB'],
    [104_857_600, '100 MiB'],
    [2 ** 50, '1024 TiB'],
  ])('of %d is told as %s', (bytes, text) => {
    expect(formatByteSize(bytes)).toBe(text);
  });
});
