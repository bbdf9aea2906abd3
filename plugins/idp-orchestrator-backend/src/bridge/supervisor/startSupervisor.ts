import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  access,
  mkdir,
  open,
  rename,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceUnavailableError } from '@backstage/errors';
import type { AttemptFiles } from './AttemptFiles';
import { SUPERVISOR_SCRIPT } from './supervisorScript';

export interface SupervisorOptions {
  bash: string;
  /** Path of the supervisor's program. */
  program: string;
  boot: string;
  launch: number;
  adoptionWindowMs: number;
  graceMs: number;
  argv: string[];
  workingDirectory: string;
  environment: Record<string, string>;
}

/** Writes the supervisor's program to the spool, under the hash of its content. */
export async function installSupervisor(
  spoolDirectory: string,
): Promise<string> {
  const hash = createHash('sha256').update(SUPERVISOR_SCRIPT).digest('hex');
  const path = join(spoolDirectory, `supervisor-${hash.slice(0, 12)}.sh`);
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there) {
    await mkdir(spoolDirectory, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.${process.pid}`, SUPERVISOR_SCRIPT, {
      mode: 0o600,
    });
    await rename(`${path}.${process.pid}`, path);
  }
  return path;
}

/**
 * Starts the supervisor of a launch in a session of its own, its output and
 * the script's going to files, so that nothing ties it to this process.
 *
 * @returns when it ran to its end; the launch may still have been given up.
 */
export async function startSupervisor(
  files: AttemptFiles,
  options: SupervisorOptions,
): Promise<{ ended: Promise<void> }> {
  const handles: FileHandle[] = [];
  try {
    for (const path of [files.supervisorLog, files.stdout, files.stderr]) {
      handles.push(await open(path, 'a', 0o600));
    }
    const [log, stdout, stderr] = handles.map(({ fd }) => fd);
    const child = spawn(options.bash, toArguments(files, options), {
      cwd: options.workingDirectory,
      env: options.environment,
      detached: true,
      stdio: ['ignore', log, log, stdout, stderr],
    });
    child.unref();
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
    options.boot,
    String(toSeconds(options.adoptionWindowMs)),
    String(toSeconds(options.graceMs)),
    files.cookie,
    ...options.argv,
  ];
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

/** bash's `read -t` knows whole seconds only in old versions. */
function toSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1_000));
}
