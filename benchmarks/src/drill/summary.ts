import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseResult } from './drillDatabase';
import { rowOfCrashes, type TrialRow } from './harness';
import type { DrillOptions } from './readOptions';

export interface Summary {
  flow: string;
  /** The table. */
  rows: TrialRow[];
  failures: Array<DatabaseResult & { repeat: string }>;
}

/** The rows of backends that were killed, one for each database and moment. */
export function rowsOf(
  { flow, times, databases }: DrillOptions,
  results: DatabaseResult[],
): TrialRow[] {
  return databases.flatMap(database =>
    times.map(when =>
      rowOfCrashes(
        `killed ${when} each commit of ${flow}, ${database}`,
        results.filter(
          result => result.database === database && result.crash.when === when,
        ),
      ),
    ),
  );
}

export function summarize(
  options: DrillOptions,
  results: DatabaseResult[],
): Omit<Summary, 'rows'> {
  return {
    flow: options.flow,
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

/** How each crash that went wrong is tried again, and what went wrong. */
export function describeFailures({ failures }: Summary): string {
  return failures
    .map(({ repeat, faults }) =>
      [
        `  ${repeat}`,
        ...faults.slice(0, MOST_FAULTS).map(fault => `    ${fault}`),
      ].join('\n'),
    )
    .join('\n');
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
