import { parseAnsi, stripAnsi } from './parseAnsi';

describe('parseAnsi', () => {
  it('cuts a line into its colours', () => {
    const pieces = parseAnsi('\u001b[1;31merror\u001b[0m: no');
    expect(pieces.map(({ text }) => text)).toEqual(['error', ': no']);
    expect(pieces[0]).toMatchObject({ bold: true, color: '#ff7b72' });
    expect(pieces[1].color).toBeUndefined();
  });

  it('shows true colours, and ends them at a reset', () => {
    const pieces = parseAnsi(
      '\u001b[38;2;10;20;30;48;2;1;2;3mtrue\u001b[0m plain',
    );
    expect(pieces).toEqual([
      { text: 'true', color: 'rgb(10, 20, 30)', background: 'rgb(1, 2, 3)' },
      { text: ' plain' },
    ]);
  });

  it.each([
    ['9', '#ffa198'],
    ['196', 'rgb(255, 0, 0)'],
    ['67', 'rgb(95, 135, 175)'],
    ['244', 'rgb(128, 128, 128)'],
  ])('shows colour %s of 256', (index, color) => {
    expect(parseAnsi(`\u001b[38;5;${index}mx\u001b[39m y`)).toEqual([
      { text: 'x', color },
      { text: ' y', color: undefined },
    ]);
  });

  it('goes on with a look until it is changed', () => {
    expect(parseAnsi('\u001b[1;4ma\u001b[22mb\u001b[mc')).toEqual([
      { text: 'a', bold: true, underline: true },
      { text: 'b', bold: false, dim: false, underline: true },
      { text: 'c' },
    ]);
  });

  it('is not disturbed by parameters that nobody knows', () => {
    expect(stripAnsi('\u001b[38;9;1ma\u001b[38;5;999mb\u001b[77mc')).toBe(
      'abc',
    );
  });

  it('shows what a terminal would after a carriage return', () => {
    expect(stripAnsi('10 %\r50 %\r100 %\r')).toBe('100 %');
  });

  it('drops cursor movements and window titles, keeps the text', () => {
    expect(stripAnsi('\u001b[2K\u001b[1Gready\u001b]0;title\u0007!')).toBe(
      'ready!',
    );
  });

  it('leaves markup alone: it is text', () => {
    expect(stripAnsi('<b>&amp;</b>')).toBe('<b>&amp;</b>');
  });
});
