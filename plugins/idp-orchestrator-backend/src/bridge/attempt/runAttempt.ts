import { NotAllowedError } from '@backstage/errors';
import type { ScriptAttempt, ScriptEnding, ScriptFollower } from '../../ports';
import type { CompleteOptions } from '../bridgeOptions';
import { checkSize } from '../call/commandLine';
import { findScriptFile } from '../call/findScriptFile';
import { prepareCall, type PreparedCall } from '../call/prepareCall';
import { createScriptEnvironment } from '../call/scriptEnvironment';
import type { FileScriptCatalog } from '../catalog/FileScriptCatalog';
import { Masker } from '../output/Masker';
import { OutputInterpreter } from '../output/OutputInterpreter';
import { OutputTail } from '../output/OutputTail';
import { readResults } from '../output/readResults';
import { AttemptFiles, type LaunchRecord } from '../supervisor/AttemptFiles';
import { findBash } from '../supervisor/findBash';
import { readBoot } from '../supervisor/kernelIdentity';
import {
  installSupervisor,
  type SupervisorOptions,
} from '../supervisor/startSupervisor';
import { readExit } from '../supervisor/supervisorNotes';
import { decideEnding } from './decideEnding';
import { AttemptFollowing } from './followAttempt';
import { findAttempt, launchAttempt } from './launchAttempt';
import { SupervisorWatch } from './SupervisorWatch';

export interface AttemptRequest {
  attempt: ScriptAttempt;
  follower: ScriptFollower;
  signal: AbortSignal;
}

export interface BridgeParts {
  catalog: FileScriptCatalog;
  options: CompleteOptions;
}

/** An attempt that has a supervisor. */
interface Launched {
  record: LaunchRecord;
  masker: Masker;
  watch: SupervisorWatch;
}

/** Starts an attempt's script or finds it again, and follows it to its end. */
export async function runAttempt(
  request: AttemptRequest,
  parts: BridgeParts,
): Promise<ScriptEnding> {
  const files = new AttemptFiles(parts.options.spoolDirectory, request.attempt);
  for (;;) {
    throwIfHandedOver(request.signal);
    const found = await findAttempt(files);
    if (found.kind === 'free' && request.signal.aborted) {
      return {
        outcome: 'cancelled',
        error: { message: 'cancelled before it was started' },
      };
    }
    const launched =
      found.kind === 'free'
        ? await launch(request, { ...parts, files, launch: found.launch })
        : await adopt(request, { ...parts, ...found, files });
    const ending = await followToEnd(request, launched, parts.options);
    // Undefined: another backend took the launch; find what it made of it.
    if (ending) return ending;
  }
}

function throwIfHandedOver(signal: AbortSignal): void {
  if (signal.aborted && signal.reason !== 'cancel') throw signal.reason;
}

async function launch(
  { attempt }: AttemptRequest,
  {
    catalog,
    options,
    files,
    launch: number,
  }: BridgeParts & { files: AttemptFiles; launch: number },
): Promise<Launched> {
  const call = await prepareCall(attempt, { catalog, options });
  if (attempt.dryRun && !call.action.supportsDryRun) {
    throw new NotAllowedError(
      `${call.entry.id} ${call.action.name} does not declare that it supports a dry run, and is not started in one`,
    );
  }
  const environment = createScriptEnvironment(
    { entry: call.entry, attempt, files },
    options,
  );
  checkSize(call.args, call.command, environment);
  const record = recordLaunch(call, attempt);
  const child = await launchAttempt(files, record, () =>
    createSupervisorOptions(
      { call, attempt, environment, launch: number },
      options,
    ),
  );
  return {
    record,
    masker: call.masker,
    watch: new SupervisorWatch(files, number, child),
  };
}

function recordLaunch(
  call: PreparedCall,
  attempt: ScriptAttempt,
): LaunchRecord {
  const { entry, action, command, masker } = call;
  return {
    title: `${entry.title}: ${action.title}`,
    command: command.map(word => masker.mask(word)),
    timeoutMs: attempt.timeoutMs ?? action.timeoutMs,
    json: action.json,
    exitCodes: entry.exitCodes,
    secretNames: Object.values(entry.secrets),
  };
}

async function createSupervisorOptions(
  {
    call,
    attempt,
    environment,
    launch: number,
  }: {
    call: PreparedCall;
    attempt: ScriptAttempt;
    environment: Record<string, string>;
    launch: number;
  },
  options: CompleteOptions,
): Promise<SupervisorOptions> {
  const { scriptsDirectory } = options.environments[attempt.environment];
  return {
    bash: await findBash(options.processEnvironment.PATH),
    program: await installSupervisor(options.spoolDirectory),
    boot: await readBoot(),
    launch: number,
    adoptionWindowMs: options.adoptionWindowMs,
    graceMs: options.graceMs,
    workingDirectory: scriptsDirectory,
    environment,
    // Looked up once more, as late as can be: what was checked is what is started.
    argv: [
      await findScriptFile(scriptsDirectory, call.entry.script),
      ...call.command.slice(1),
    ],
  };
}

async function adopt(
  { follower }: AttemptRequest,
  {
    options,
    files,
    launch: number,
    record,
  }: BridgeParts & {
    files: AttemptFiles;
    launch: number;
    record: LaunchRecord;
  },
): Promise<Launched> {
  const watch = new SupervisorWatch(files, number);
  if (!(await readExit(files)) && (await watch.isAlive())) {
    await follower.adopted();
  }
  const secrets = record.secretNames.flatMap(
    name => options.secrets[name] ?? [],
  );
  return { record, masker: new Masker(secrets), watch };
}

async function followToEnd(
  { follower, signal }: AttemptRequest,
  { record, masker, watch }: Launched,
  options: CompleteOptions,
): Promise<ScriptEnding | undefined> {
  const { maxLineBytes, graceMs, adoptionWindowMs } = options;
  const { position } = follower;
  const interpreter = new OutputInterpreter({ masker, maxLineBytes, position });
  const tail = await OutputTail.open(watch.files, interpreter, {
    // More than is shown: a secret across the cut is masked whole.
    keepBytes: () => maxLineBytes + masker.longestBytes,
  });
  try {
    await tail.catchUp(position);
    const finish = await new AttemptFollowing({
      watch,
      tail,
      follower,
      signal,
      timeoutMs: record.timeoutMs,
      adoptionWindowMs,
      graceMs,
    }).follow();
    if (finish.kind === 'given-up') return undefined;
    const results = await readResults(watch.files, {
      json: record.json,
      masker,
    });
    return decideEnding({
      record,
      finish,
      results,
      stderrTail: interpreter.stderrTail,
    });
  } finally {
    await tail.close();
  }
}
