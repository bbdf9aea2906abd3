import { execFile } from 'node:child_process';
import path from 'node:path';
import type { FoundScript } from './listScripts';

const LIMIT_MS = 5_000;

/** Runs a script with `--help`, in its folder and for a short time, and gives what it printed. */
export function probeHelp(script: FoundScript): Promise<string> {
  return new Promise(resolve => {
    const child = execFile(
      script.path,
      ['--help'],
      {
        cwd: path.dirname(script.path),
        timeout: LIMIT_MS,
        killSignal: 'SIGKILL',
        maxBuffer: 256 * 1024,
      },
      // Many print their help and end with an error.
      (_, stdout, stderr) => resolve(`${stdout}\n${stderr}`),
    );
    child.stdin?.end();
  });
}
