import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findBash } from '../supervisor/findProgram';
import {
  runUnder,
  type AccountOptions,
  type ScriptAccount,
} from './ScriptAccount';
import { makePassable, makeWritable } from './shareFiles';

/** What an account can and cannot do, as far as scripts need it. */
export interface AccountProbe {
  problems: string[];
  warnings: string[];
}

/**
 * What is done under the account: it says what it cannot reach, and waits to be
 * ended. $1 is a file to write, $2 the backend's environment, the rest folders.
 */
const PROBE = `
{ : >> "$1"; } 2> /dev/null || echo "spool"
{ : < "$2"; } 2> /dev/null && echo "environ"
for folder in "\${@:3}"; do
  [ -r "$folder" ] && [ -x "$folder" ] || echo "scripts $folder"
done
echo ready
read -r -t 30
`;

/** Runs a process under the account, as a script would be, and looks what comes of it. */
export async function probeAccount(
  account: ScriptAccount,
  { spoolDirectory, scriptsDirectories, path }: AccountOptions,
): Promise<AccountProbe> {
  const bash = await findBash(path);
  const folder = join(spoolDirectory, `account-${randomUUID()}`);
  const file = join(folder, 'output');
  const mark = `IDP_ATTEMPT_COOKIE=${folder}`;
  await mkdir(folder, { mode: 0o700 });
  try {
    await writeFile(file, '', { mode: 0o600 });
    await makePassable(folder, account);
    await makeWritable(file, account);
    const environ = `/proc/${process.pid}/environ`;
    const there = await keepExisting(scriptsDirectories);
    const probe = ['-p', '-c', PROBE, 'probe', file, environ, ...there];
    const [program, ...args] = runUnder(account, [bash, ...probe]);
    const child = spawn(program, args, {
      cwd: '/',
      env: { [mark.split('=')[0]]: folder },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return await judge(child, { account, spoolDirectory, mark });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function keepExisting(folders: string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map(folder =>
      stat(folder).then(
        () => [folder],
        // What is missing is told when a script of it is asked for.
        () => [],
      ),
    ),
  );
  return found.flat();
}

interface Probed {
  account: ScriptAccount;
  spoolDirectory: string;
  mark: string;
}

async function judge(
  child: ChildProcess,
  probed: Probed,
): Promise<AccountProbe> {
  const ended = once(child, 'close');
  const said = await hear(child);
  if (!said.lines.includes('ready')) {
    await ended;
    return {
      problems: [
        `this process cannot run scripts as ${probed.account.user} (${said.errors.trim()}). Run the backend as root, or give it CAP_SETUID, CAP_SETGID and CAP_KILL`,
      ],
      warnings: [],
    };
  }
  const problems = said.lines.flatMap(line => describeProblem(line, probed));
  const environment = await readFile(
    `/proc/${child.pid}/environ`,
    'latin1',
  ).catch(() => '');
  const warnings = environment.includes(probed.mark)
    ? []
    : [
        `This backend cannot see the environment of processes of ${probed.account.user}. When a script is ended, what it started in a session of its own goes on. Run the backend as root with CAP_SYS_PTRACE, or give it CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH`,
      ];
  if (!canEnd(child)) {
    problems.push(
      `this process cannot end what runs as ${probed.account.user}; give it CAP_KILL`,
    );
  }
  child.stdin?.end();
  await ended;
  return { problems, warnings };
}

async function hear(
  child: ChildProcess,
): Promise<{ lines: string[]; errors: string }> {
  const heard = { lines: [] as string[], errors: '' };
  child.stderr?.on('data', chunk => {
    heard.errors += chunk;
  });
  child.stdin?.on('error', () => {});
  if (!child.stdout) return heard;
  for await (const line of createInterface({ input: child.stdout })) {
    heard.lines.push(line);
    if (line === 'ready') break;
  }
  return heard;
}

function describeProblem(
  line: string,
  { account: { user }, spoolDirectory }: Probed,
): string[] {
  const [what, ...rest] = line.split(' ');
  switch (what) {
    case 'spool':
      return [
        `${user} cannot reach its files in ${spoolDirectory}; give it the right to pass (x) through each folder above`,
      ];
    case 'environ':
      return [
        `${user} can read the environment of this backend; name an account that cannot`,
      ];
    case 'scripts':
      return [
        `${user} cannot read the scripts in ${rest.join(' ')}; give it the right to read and pass there (r and x), and to pass through each folder above (x)`,
      ];
    default:
      return [];
  }
}

function canEnd({ pid = 0 }: ChildProcess): boolean {
  try {
    return process.kill(pid, 'SIGTERM');
  } catch {
    return false;
  }
}
