import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseResult } from './drillDatabase';
import type { DrillOptions } from './readOptions';

export interface Summary {
  flow: string;
  /** How many crashes were tried, by database and moment, for example `sqlite before`. */
  tried: Record<string, number>;
  failures: Array<DatabaseResult & { repeat: string }>;
}

export function summarize(
  options: DrillOptions,
  results: DatabaseResult[],
): Summary {
  const tried: Record<string, number> = {};
  for (const { database, crash } of results.filter(({ crashed }) => crashed)) {
    const name = `${database} ${crash.when}`;
    tried[name] = (tried[name] ?? 0) + 1;
  }
  return {
    flow: options.flow,
    tried,
    failures: results
      .filter(({ faults }) => faults.length > 0)
      .map(result => ({ ...result, repeat: repeatOf(options, result) })),
  };
}

/** The command that tries this crash alone. */
function repeatOf(
  { flow, fresh }: DrillOptions,
  { database, crash }: DatabaseResult,
): string {
  return [
    'tools/yarn drill',
    ...(flow === 'small' ? ['--short'] : []),
    ...(fresh ? ['--fresh'] : []),
    `--database ${database} --at ${crash.at} --when ${crash.when}`,
  ].join(' ');
}

/** Of each failure; the rest is in the file. */
const MOST_FAULTS = 5;

export function describeSummary({ flow, tried, failures }: Summary): string {
  const counts = Object.entries(tried).map(
    ([name, count]) => `  ${name}: ${count} crashes`,
  );
  const told = failures.map(({ repeat, faults }) =>
    [
      `  ${repeat}`,
      ...faults.slice(0, MOST_FAULTS).map(fault => `    ${fault}`),
    ].join('\n'),
  );
  return [
    `Tried with ${flow}:`,
    ...counts,
    failures.length === 0 ? 'No failure.' : `${failures.length} failed:`,
    ...told,
  ].join('\n');
}

export async function writeSummary(
  folder: string,
  summary: Summary,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'summary.json'),
    `${JSON.stringify(summary, null, 2)}\n`,
  );
}
