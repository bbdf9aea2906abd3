import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleProcess } from '../../__testUtils__/ModuleProcess';
import type { ScriptAttempt } from '../../ports';
import type { StoredEntry } from './followInStore';
import type { TestBridge } from './createTestBridge';

/** A backend process that follows an attempt. */
export interface Owner {
  entries(): StoredEntry[];
  lines(stream: 'stdout' | 'stderr'): string[];
  kill(): Promise<void>;
  /** Resolves when it has ended by itself. */
  finished(): Promise<void>;
}

export function startOwner(
  test: Pick<TestBridge, 'options' | 'spoolDirectory'>,
  attempt: ScriptAttempt,
  { module = join(__dirname, 'owner.ts'), more = {} } = {},
): Owner {
  const store = join(test.spoolDirectory, '..', `${attempt.runId}.jsonl`);
  const { options } = test;
  const owner = new ModuleProcess({
    module,
    args: [JSON.stringify({ options, attempt, store, ...more })],
    output: 'inherit',
  });
  const entries = () => readEntries(store);
  return {
    entries,
    lines: stream =>
      entries()
        .flatMap(entry => (entry.kind === 'said' ? entry.piece.logs : []))
        .filter(batch => batch.stream === stream)
        .flatMap(({ lines }) => lines),
    kill: () => owner.kill(),
    finished: () => owner.ended,
  };
}

function readEntries(store: string): StoredEntry[] {
  if (!existsSync(store)) return [];
  return readFileSync(store, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
}
