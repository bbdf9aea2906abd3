import { spawn, type ChildProcess } from 'node:child_process';
import { execInfo, type ExecProgram } from './ExecProgram';

/** A program that is to end is killed when it has not done so after this time (ms). */
const GRACE_MS = 1_000;
/** What it prints beyond so many characters is not read. */
const MOST_OUTPUT = 1_000_000;
/** Of what it says about a failure, the last so many characters are told. */
const TOLD = 500;

/**
 * Runs a program in a process group of its own and returns what it prints;
 * settles when it has ended.
 *
 * @throws what went wrong, with what the program says of it
 */
export async function runProgram(
  program: ExecProgram,
  { signal, limitMs }: { signal: AbortSignal; limitMs: number },
): Promise<string> {
  signal.throwIfAborted();
  const limit = AbortSignal.timeout(limitMs);
  const ended = AbortSignal.any([signal, limit]);
  const { command, args, env } = program;
  const child = spawn(command, args, {
    env: { ...process.env, ...env, KUBERNETES_EXEC_INFO: execInfo(program) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => endGroup(child);
  ended.addEventListener('abort', end);
  const output = collect(child.stdout);
  const complaint = collect(child.stderr);
  try {
    const how = await untilClosed(child, ended);
    const said = complaint.text().trim().slice(-TOLD);
    const says = said ? `: ${said}` : ', and said nothing on stderr';
    signal.throwIfAborted();
    if (limit.aborted) {
      throw new Error(
        `program ${command} gave no answer within ${limitMs / 1_000} s and was ended${says}`,
      );
    }
    if (how !== 0) throw new Error(`program ${command} ended by ${how}${says}`);
    return output.text();
  } catch (error) {
    throw explainStart(error as Error, program);
  } finally {
    ended.removeEventListener('abort', end);
  }
}

/** Resolves with 0, or with how else it ended; its pipes may be held by others when it had to be ended. */
function untilClosed(
  child: ChildProcess,
  ended: AbortSignal,
): Promise<0 | string> {
  return new Promise((resolve, reject) => {
    const tell = (code: number | null, signal: string | null) => {
      if (code === 0) resolve(0);
      else resolve(signal ? `signal ${signal}` : `exit code ${code}`);
    };
    child.once('error', reject);
    child.once('close', tell);
    child.once('exit', (code, signal) => {
      if (ended.aborted) tell(code, signal);
    });
    ended.addEventListener('abort', () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        tell(child.exitCode, child.signalCode);
      }
    });
  });
}

/** Ends a program with all that it has started. */
function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  setTimeout(() => {
    signalGroup(child, 'SIGKILL');
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, GRACE_MS).unref();
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}

function collect(stream: NodeJS.ReadableStream) {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    if (text.length < MOST_OUTPUT) text += chunk;
  });
  return { text: () => text };
}

function explainStart(
  error: Error & { code?: string; syscall?: string },
  { command, installHint }: ExecProgram,
): Error {
  if (!error.syscall?.startsWith('spawn')) return error;
  const hint = installHint ? `. ${installHint.trim()}` : '';
  if (error.code === 'ENOENT') {
    return new Error(`program ${command} was not found${hint}`);
  }
  return new Error(
    `program ${command} cannot be started (${error.code})${hint}`,
  );
}
