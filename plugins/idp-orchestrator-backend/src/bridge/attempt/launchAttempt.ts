import { appendFile, mkdir, open } from 'node:fs/promises';
import type { ScriptAttempt, ScriptFollower } from '../../ports';
import { makeReadable, runUnder, shareAttempt } from '../account';
import { inOrder } from '../../waiting/inOrder';
import type { CompleteOptions } from '../bridgeOptions';
import { digestScript } from '../call/digestScript';
import { findScriptFile } from '../call/findScriptFile';
import type { PreparedCall } from '../call/PreparedCall';
import { checkCall } from '../call/prepareCall';
import { checkProcessLimits } from '../call/processLimits';
import { createScriptEnvironment } from '../call/scriptEnvironment';
import type { FileScriptCatalog } from '../catalog/FileScriptCatalog';
import type { Masker } from '../output/Masker';
import type { AttemptFiles, LaunchRecord } from '../supervisor/AttemptFiles';
import type { HostFacts } from '../supervisor/hostFacts';
import { nameFullDisk, requireRoom } from '../supervisor/spoolRoom';
import {
  installSupervisor,
  startSupervisor,
} from '../supervisor/startSupervisor';
import { recordLaunch } from './recordLaunch';
import { SupervisorWatch } from './SupervisorWatch';
import { requireDryRun, reportTouches, untilHeld } from './beforeLaunch';

/** The parts that every attempt of this bridge shares. */
export interface BridgeParts {
  catalog: FileScriptCatalog;
  options: CompleteOptions;
  readHostFacts: () => Promise<HostFacts>;
}

/** An attempt that has a supervisor. */
export interface LaunchedAttempt {
  record: LaunchRecord;
  masker: Masker;
  watch: SupervisorWatch;
}

/** One try to start an attempt's script. */
export interface Launch {
  attempt: ScriptAttempt;
  files: AttemptFiles;
  follower: Pick<ScriptFollower, 'isHeld' | 'begins'>;
  signal: AbortSignal;
  /** The number of the launch among those of the attempt, from 1. */
  number: number;
}

/**
 * Checks an attempt's call, prepares its files and starts its supervisor.
 *
 * @throws InputError, NotFoundError, NotAllowedError for what may not be started
 */
export async function launchAttempt(
  launch: Launch,
  parts: BridgeParts,
): Promise<LaunchedAttempt> {
  const { attempt, files, number } = launch;
  const { clock } = parts.options;
  const call = await checkCall(attempt, {
    ...parts,
    pathOf: name => files.input(name),
  });
  requireDryRun(call, attempt);
  const environment = createScriptEnvironment(
    { call, attempt, files },
    parts.options,
  );
  checkProcessLimits(call.command, environment);
  const finding = findFile(call, attempt, parts.options);
  const recording = finding.then(({ scriptDigest }) => ({
    ...recordLaunch(call, attempt, parts.options),
    ...(scriptDigest && { scriptDigest }),
  }));
  // Where there is no folder for it, it is not waited for.
  recording.catch(() => {});
  const [{ program, record }, host, { scriptDigest: _, ...looked }] =
    await inOrder([
      prepareFolder(launch, { call, recording }, parts.options),
      parts.readHostFacts(),
      finding,
    ]);
  await reportTouches(launch, call);
  await untilHeld(launch);
  const child = await startSupervisor(files, {
    host,
    program,
    launch: number,
    environment,
    stdin: call.stdin,
    account: parts.options.account,
    ...looked,
  }).catch(async error => {
    throw await nameFullDisk(parts.options.spoolDirectory, error);
  });
  return {
    record,
    masker: call.masker,
    watch: new SupervisorWatch(files, number, { clock, child }),
  };
}

/**
 * Makes the files of an attempt, where there is room for them and what follows.
 *
 * @returns the path of the supervisor's program, and what was recorded
 */
async function prepareFolder(
  { files }: Launch,
  { call, recording }: { call: PreparedCall; recording: Promise<LaunchRecord> },
  options: CompleteOptions,
): Promise<{ program: string; record: LaunchRecord }> {
  const { spoolDirectory, minFreeBytes } = options;
  try {
    await mkdir(files.folder, { recursive: true, mode: 0o700 });
    const [, program, record] = await inOrder([
      requireRoom(spoolDirectory, minFreeBytes),
      installSupervisor(spoolDirectory),
      writeRecord(files, recording),
      files.reserveNotes(),
      createWritten(files, options),
      writeInputs(files, call, options),
    ]);
    return { program, record };
  } catch (error) {
    throw await nameFullDisk(spoolDirectory, error);
  }
}

async function writeRecord(
  files: AttemptFiles,
  recording: Promise<LaunchRecord>,
): Promise<LaunchRecord> {
  const record = await recording;
  await files.writeLaunchRecord(record);
  return record;
}

/** Makes the files that the script writes; those of its streams are made as they are opened. */
async function createWritten(
  files: AttemptFiles,
  { account }: CompleteOptions,
): Promise<void> {
  const shared = account ? [files.stdout, files.stderr] : [];
  const written = [files.output, files.summary, ...shared];
  await Promise.all(written.map(file => appendFile(file, '', { mode: 0o600 })));
  if (account) await shareAttempt(files, account);
}

/** Writes the files that the script is given, for it alone. */
async function writeInputs(
  files: AttemptFiles,
  { files: texts }: PreparedCall,
  { account }: CompleteOptions,
): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    const file = await open(files.input(name), 'w', 0o600);
    try {
      if (account) await makeReadable(file, account);
      await file.writeFile(text);
    } finally {
      await file.close();
    }
  }
}

/** Looks for the script as late as can be, so that what was checked is what is started. */
async function findFile(
  { entry, command }: PreparedCall,
  { environment }: ScriptAttempt,
  { environments, adoptionWindowMs, graceMs, account }: CompleteOptions,
) {
  const workingDirectory = environments[environment].scriptsDirectory;
  const file = await findScriptFile(workingDirectory, entry.script);
  const argv = [file, ...command.slice(1)];
  return {
    scriptDigest: await digestScript(file),
    workingDirectory,
    adoptionWindowMs,
    graceMs,
    argv: account ? runUnder(account, argv) : argv,
  };
}
