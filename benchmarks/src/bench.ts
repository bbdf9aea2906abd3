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
  const missing: number[] = [];
  for (const { number, title } of chosen) {
    console.log(`Bar ${number}: ${title} …`);
    const figures = await measureApart(number);
    if (figures) measured.push({ number, title, figures });
    else missing.push(number);
  }
  const report = `${describeMachine()}\n\n${renderTable(measured)}`;
  console.log(`\n${report}`);
  if (missing.length > 0) {
    throw new Error(
      `Nothing was written: of ${missing.join(', ')} there are no figures`,
    );
  }
  if (asked.length === 0) await writeReadme(report);
}

function findBar(text: string) {
  const bar = bars.find(({ number }) => String(number) === text);
  if (bar) return bar;
  const known = bars.map(({ number }) => number).join(', ');
  throw new Error(`There is no bar ${text} here; there are ${known}`);
}

/** In a process of its own, so that no bar warms up or fills memory for another; nothing when that failed. */
async function measureApart(
  number: number,
): Promise<BarFigures['figures'] | undefined> {
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
  return code === 0 ? figures : undefined;
}

bench(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
