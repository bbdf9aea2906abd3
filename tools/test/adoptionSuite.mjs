import fs from 'node:fs';
import { endOf, runChecked } from './runChecked.mjs';

/** The short form of the newcomer's test; the whole one is `tools/yarn test:adoption`. */
export async function runAdoption(node) {
  const { ok, logFile } = await runChecked({
    node,
    name: 'adoption',
    args: ['tools/adoption/adoption.mjs', '--short'],
    timeoutMs: 10 * 60_000,
  });
  return readSummary({ ok, logFile });
}

/** The counts of its last line; without one it came to no end. */
export function readSummary({ ok, logFile }) {
  const text = fs.readFileSync(logFile, 'utf8');
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(text) ?? [];
  return {
    passed: Number(passed ?? 0),
    failed: ok ? 0 : Math.max(1, Number(failed ?? 0)),
    output: ok ? undefined : endOf(logFile),
  };
}
