import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptAttempt } from '../../ports';
import type { StoredEntry } from './owner';
import type { TestBridge } from './createTestBridge';

/** A backend process that follows an attempt. */
export interface Owner {
  entries(): StoredEntry[];
  lines(stream: 'stdout' | 'stderr'): string[];
  kill(): Promise<void>;
  /** When it ended by itself. */
  finished(): Promise<void>;
}

export function startOwner(test: TestBridge, attempt: ScriptAttempt): Owner {
  const store = join(test.spoolDirectory, '..', `${attempt.runId}.jsonl`);
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, 'owner.ts'),
      JSON.stringify({ options: test.options, attempt, store }),
    ],
    // Its own group, as a backend that a terminal started.
    { stdio: ['ignore', 'inherit', 'inherit'], detached: true },
  );
  const exit = once(child, 'exit');
  const entries = () => readEntries(store);
  return {
    entries,
    lines: stream =>
      entries()
        .flatMap(entry => (entry.kind === 'said' ? entry.piece.logs : []))
        .filter(batch => batch.stream === stream)
        .flatMap(({ lines }) => lines),
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    async finished() {
      await exit;
    },
  };
}

function readEntries(store: string): StoredEntry[] {
  if (!existsSync(store)) return [];
  return readFileSync(store, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
}
