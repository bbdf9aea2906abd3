import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type {
  LogPosition,
  ScriptAttempt,
  ScriptBridge,
  ScriptEnding,
  ScriptSaid,
} from '../../ports';

export type StoredEntry =
  | { kind: 'said'; piece: ScriptSaid }
  | { kind: 'adopted' }
  | { kind: 'ended'; ending: ScriptEnding };

/** Follows an attempt and stores each piece as a line of a file, as the run store does in one commit. */
export async function followInStore(
  bridge: Pick<ScriptBridge, 'run'>,
  attempt: ScriptAttempt,
  store: string,
): Promise<void> {
  const write = async (entry: StoredEntry) =>
    appendFileSync(store, `${JSON.stringify(entry)}\n`);
  const ending = await bridge.run(
    attempt,
    {
      position: readPosition(store),
      said: piece => write({ kind: 'said', piece }),
      adopted: () => write({ kind: 'adopted' }),
      isHeld: () => true,
    },
    new AbortController().signal,
  );
  await write({ kind: 'ended', ending });
}

function readPosition(store: string): LogPosition {
  const position: LogPosition = { stdout: 0, stderr: 0, lines: 0 };
  const text = existsSync(store) ? readFileSync(store, 'utf8') : '';
  for (const line of text.split('\n').slice(0, -1)) {
    const entry: StoredEntry = JSON.parse(line);
    if (entry.kind !== 'said') continue;
    for (const { stream, endOffset, lines } of entry.piece.logs) {
      position[stream] = endOffset;
      position.lines += lines.length;
    }
  }
  return position;
}
