import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  access,
  mkdir,
  open,
  rename,
  rm,
  unlink,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { makeReadable, type ScriptAccount } from '../account';
import type { AttemptFiles } from './AttemptFiles';
import type { HostFacts } from './hostFacts';

/**
 * The program around every script. It is read together with the code that
 * belongs to it, so that a backend goes on with the one that it knows when its
 * package is replaced under it.
 */
const SUPERVISOR = readFileSync(
  resolvePackagePath(
    '@idp/backstage-plugin-idp-orchestrator-backend',
    'assets',
    'supervisor.sh',
  ),
);

const SUPERVISOR_HASH = createHash('sha256').update(SUPERVISOR).digest('hex');

/** Everything that a supervisor is started with. */
export interface SupervisorOptions {
  host: HostFacts;
  /** The path of the supervisor's program. */
  program: string;
  launch: number;
  adoptionWindowMs: number;
  graceMs: number;
  argv: string[];
  workingDirectory: string;
  environment: Record<string, string>;
  /** The text of the script's standard input; it has none when absent. */
  stdin?: string;
  /** Whose script it is, where that is not the backend's account. */
  account?: ScriptAccount;
}

/**
 * Writes the supervisor's program to the spool, under the hash of its content.
 * It is not run from the package, because bash reads a script while it runs
 * it: an upgrade of the package must not change a supervisor under way.
 */
export async function installSupervisor(
  spoolDirectory: string,
): Promise<string> {
  const name = `supervisor-${SUPERVISOR_HASH.slice(0, 12)}.sh`;
  const path = join(spoolDirectory, name);
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there) {
    await mkdir(spoolDirectory, { recursive: true, mode: 0o700 });
    // Several scripts may be the first one at the same time.
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, SUPERVISOR, { mode: 0o600 });
    await rename(draft, path);
  }
  return path;
}

/**
 * Starts the supervisor of a launch in a session of its own, its output and the
 * script's going to files, so that nothing ties it to this process.
 *
 * @returns a promise of its end; the launch may still have been given up
 */
export async function startSupervisor(
  files: AttemptFiles,
  options: SupervisorOptions,
): Promise<{ ended: Promise<void> }> {
  const handles = await openAll([
    files.supervisorLog,
    files.stdout,
    files.stderr,
  ]);
  try {
    const [log, stdout, stderr] = handles.map(({ fd }) => fd);
    if (options.stdin !== undefined) {
      handles.push(await openText(files.stdin, options.stdin, options.account));
    }
    const stdin = handles.at(3)?.fd ?? 'ignore';
    const child = spawn(options.host.bash, toArguments(files, options), {
      cwd: options.workingDirectory,
      env: options.environment,
      detached: true,
      stdio: [stdin, log, log, stdout, stderr, 'pipe'],
    });
    child.unref();
    endWithThisProcess(child);
    await started(child);
    return { ended: endOf(child) };
  } finally {
    await Promise.all(handles.map(handle => handle.close()));
  }
}

function toArguments(
  files: AttemptFiles,
  options: SupervisorOptions,
): string[] {
  return [
    // Not to be led astray by BASH_ENV and the like in the script's environment.
    '-p',
    options.program,
    files.folder,
    String(options.launch),
    options.host.boot,
    String(toSeconds(options.adoptionWindowMs)),
    String(toSeconds(options.graceMs)),
    files.cookie,
    options.host.fileModeMask,
    ...options.argv,
  ];
}

/**
 * Opens a text for reading that is in no folder any more: it goes with the last
 * process that has it open, and nobody else finds it.
 */
async function openText(
  path: string,
  text: string,
  account: ScriptAccount | undefined,
): Promise<FileHandle> {
  // A launch that was given up may have left one.
  await rm(path, { force: true });
  const file = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    // It may be opened again, as /dev/stdin.
    if (account) await makeReadable(file, account);
    // Written by its place, so that whoever reads begins at the beginning.
    await writeAt(file, Buffer.from(text));
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function writeAt(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, at);
    at += bytesWritten;
  }
}

async function openAll(paths: string[]): Promise<FileHandle[]> {
  const opened = await Promise.allSettled(
    paths.map(path => open(path, 'a', 0o600)),
  );
  const handles = opened.flatMap(result =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const failed = opened.find(result => result.status === 'rejected');
  if (!failed) return handles;
  await Promise.all(handles.map(handle => handle.close()));
  throw failed.reason;
}

/**
 * Lets the supervisor see the end of this process: a pipe in which nothing is
 * ever said ends with it.
 */
function endWithThisProcess(child: ChildProcess): void {
  // The types know five of them only.
  const pipe = (child.stdio as readonly unknown[])[5] as Socket | undefined;
  // Closes by itself when the supervisor needs it no more, however that ends.
  pipe?.on('error', () => {});
  pipe?.unref();
  pipe?.resume();
}

async function started(child: ChildProcess): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new ServiceUnavailableError(
      'The supervisor of the script could not be started',
      error,
    );
  }
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
  });
}

/** Rounds up to whole seconds, since `read -t` knows no others in old versions of bash. */
function toSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}

/**
 * Reads what the supervisor's bash, or setpriv where scripts have an account of
 * their own, said when the kernel refused to start the script (a missing
 * interpreter, a file that is being written …). It ends with 126 or 127 then, as
 * a script may, too.
 */
export function readStartFailure(stderr: string): string | undefined {
  return /^(?:\S*\/supervisor-[0-9a-f]{12}\.sh: line \d+|setpriv): (.*)\s*$/.exec(
    stderr,
  )?.[1];
}
