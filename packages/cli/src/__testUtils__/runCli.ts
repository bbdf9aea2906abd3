import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const BIN = path.resolve(__dirname, '../../bin/idp-orchestrator');

export interface CliOptions {
  cwd?: string;
  environment?: Record<string, string>;
  /** The home of whoever gives the command; an empty one when absent. */
  home?: string;
  /** Hears of the process, to send it a signal. */
  onStart?(child: ChildProcess): void;
  input?: string;
}

export interface CliEnding {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function createHome(): string {
  return mkdtempSync(path.join(tmpdir(), 'idp-cli-home-'));
}

/** Runs the command as people do, in a process and a home of its own. */
export async function runCli(
  args: string[],
  {
    cwd,
    environment,
    home = createHome(),
    onStart,
    input = '',
  }: CliOptions = {},
): Promise<CliEnding> {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_DATA_HOME: path.join(home, '.local/share'),
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  onStart?.(child);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, stdout, stderr };
}
