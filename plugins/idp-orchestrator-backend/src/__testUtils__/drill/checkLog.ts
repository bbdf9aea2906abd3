import type { LogLine } from '@idp/backstage-plugin-idp-orchestrator-common';
import { readCommand } from '../../bridge/output/readCommand';
import type { RunStore } from '../../ports';
import { notesIn } from './DrillSetting';
import { readLines } from './readLines';

export interface AttemptName {
  stepId: string;
  attempt: number;
}

/** More lines than any drilled script writes. */
const ALL_LINES = 1_000_000;

/** Every line that the script wrote is stored once and in order, of each stream; sentences where not. */
export async function checkLog(
  { store, folder, runId }: { store: RunStore; folder: string; runId: string },
  { stepId, attempt }: AttemptName,
): Promise<string[]> {
  const name = `${stepId}#${attempt}`;
  const range = { runId, stepId, attempt, from: 1, to: ALL_LINES };
  const { items, total } = await store.readLog(range);
  const faults: string[] = [];
  if (total !== items.length || items.some(isMisnumbered)) {
    const numbers = items.map(({ line }) => line);
    faults.push(`The lines of ${name} are numbered ${numbers}, of ${total}`);
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    const file = `${notesIn(folder, runId)}/${name}.${stream}`;
    const written = (await readLines(file)).filter(isLogged);
    const stored = items
      .filter(item => item.stream === stream)
      .map(({ text }) => text);
    const difference = compareLines(written, stored);
    if (difference) faults.push(`Of ${stream} of ${name}, ${difference}`);
  }
  return faults;
}

const isMisnumbered = ({ line }: LogLine, index: number) => line !== index + 1;

/** As the bridge understands it: progress and masks are no part of the log. */
function isLogged(line: string): boolean {
  const name = readCommand(line)?.name;
  return name !== 'progress' && name !== 'add-mask';
}

function compareLines(written: string[], stored: string[]): string | undefined {
  if (JSON.stringify(stored) === JSON.stringify(written)) return undefined;
  const differs = written.findIndex((line, index) => line !== stored[index]);
  const at = differs < 0 ? written.length : differs;
  const [is, was] = [stored[at], written[at]].map(line => JSON.stringify(line));
  return `${stored.length} lines are stored and ${written.length} were written; line ${at + 1} is ${is} and not ${was}`;
}
