import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { bars } from './bars';
import { describeMachine } from './report/machine';
import { renderTable, type BarFigures } from './report/table';
import { writeReadme } from './report/writeReadme';

/**
 * `yarn bench` measures every bar and writes the figures to the README;
 * `yarn bench 3` measures one, and only prints it.
 */
async function bench(asked: string[]): Promise<void> {
  const chosen = asked.length > 0 ? asked.map(findBar) : bars;
  const measured: BarFigures[] = [];
  for (const { number, title } of chosen) {
    console.log(`Bar ${number}: ${title} …`);
    measured.push({ number, title, figures: await measureApart(number) });
  }
  const report = `${describeMachine()}\n\n${renderTable(measured)}`;
  console.log(`\n${report}`);
  if (asked.length === 0) await writeReadme(report);
}

function findBar(text: string) {
  const bar = bars.find(({ number }) => String(number) === text);
  if (bar) return bar;
  const known = bars.map(({ number }) => number).join(', ');
  throw new Error(`There is no bar ${text} here; there are ${known}`);
}

/** In a process of its own, so that no bar warms up or fills memory for another. */
async function measureApart(number: number): Promise<BarFigures['figures']> {
  const child = fork(
    path.join(path.dirname(__filename), 'measureBar.ts'),
    [String(number)],
    { execArgv: [...process.execArgv, '--expose-gc'] },
  );
  let figures: BarFigures['figures'] | undefined;
  child.on('message', message => {
    // The transform of TypeScript has messages of its own.
    if (Array.isArray(message)) figures = message;
  });
  const [code] = await once(child, 'exit');
  if (figures && code === 0) return figures;
  throw new Error(`Bar ${number} could not be measured`);
}

bench(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
