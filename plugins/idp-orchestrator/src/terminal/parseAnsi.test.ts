import { parseAnsi, stripAnsi } from './parseAnsi';

describe('parseAnsi', () => {
  it('cuts a line into its colours', () => {
    const pieces = parseAnsi('\u001b[1;31merror\u001b[0m: no');
    expect(pieces.map(({ text }) => text)).toEqual(['error', ': no']);
    expect(pieces[0]).toMatchObject({ bold: true, color: '#ff7b72' });
    expect(pieces[1].color).toBeUndefined();
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
