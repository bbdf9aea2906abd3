import { parseAnsi } from '../../../terminal/parseAnsi';
import { markFound } from './markFound';

const told = (line: string, find: string) =>
  markFound(parseAnsi(line), find).map(({ text, found }) =>
    found ? `[${text}]` : text,
  );

describe('markFound', () => {
  it('marks each place, in whatever case', () => {
    expect(told('Error: no error', 'error')).toEqual([
      '[Error]',
      ': no ',
      '[error]',
    ]);
  });

  it('marks across colours, which stay as they are', () => {
    const pieces = markFound(parseAnsi('a\u001b[31mbc\u001b[0md'), 'ABC');
    expect(pieces.map(({ text, found }) => [text, found])).toEqual([
      ['a', true],
      ['bc', true],
      ['d', undefined],
    ]);
    expect(pieces[1].color).toBeDefined();
  });

  it('leaves a line alone that has none of it, or when nothing is looked for', () => {
    expect(told('all well', 'bad')).toEqual(['all well']);
    expect(told('all well', '')).toEqual(['all well']);
  });
});
