import type { LogPosition } from '../../ports';
import { Masker } from './Masker';
import { OutputInterpreter } from './OutputInterpreter';
import { readCommand } from './readCommand';

const NOTHING: LogPosition = { stdout: 0, stderr: 0, lines: 0 };

/** Interprets lines of stdout, of which each has its number as its end. */
function interpret(lines: string[], position = NOTHING) {
  const interpreter = new OutputInterpreter({
    masker: new Masker(['s3cret-value'], {}),
    maxLineBytes: 10_000,
    position,
  });
  const stdout = lines.map((text, at) => ({
    text,
    length: text.length,
    endOffset: at + 1,
  }));
  return interpreter.interpret({ stdout, stderr: [] });
}

describe('What a script says that it does to services', () => {
  it('is read from a line with a name and what it did', () => {
    expect(readCommand('::service::grafana::upgraded: 11.4 ')).toEqual({
      name: 'service',
      touch: { service: 'grafana', what: 'upgraded: 11.4' },
    });
    for (const line of [
      '::service::grafana',
      '::service::grafana::',
      '::service::::what',
      '::service::two words::what',
    ]) {
      expect(readCommand(line)).toBeUndefined();
    }
  });

  it('is masked and of a length, and stays in the log', () => {
    const said = interpret([
      `::service::grafana::took s3cret-value ${'x'.repeat(500)}`,
    ]);
    const [{ what }] = said?.touched ?? [];
    expect(what).toMatch(/^took \*+ x+$/);
    expect(what.length).toBeLessThanOrEqual(200);
    expect(said?.logs[0].lines).toHaveLength(1);
  });

  it('is not told again by who goes on with the script, but counted', () => {
    const lines = Array.from(
      { length: 102 },
      (_, at) => `::service::grafana::part ${at + 1}`,
    );
    const said = interpret(lines, { ...NOTHING, stdout: 98 });
    expect(said?.touched?.map(({ what }) => what)).toEqual([
      'part 99',
      'part 100',
    ]);
    expect(said?.annotations).toEqual([
      {
        level: 'warning',
        text: expect.stringContaining('more than 100 times'),
      },
    ]);
  });
});
