import { setTimeout as sleep } from 'node:timers/promises';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type {
  LogPosition,
  ScriptAttempt,
  ScriptFollower,
  ScriptSaid,
} from '../../ports';
import { createScriptBridge } from '../createScriptBridge';
import type { ScriptBridgeOptions } from '../bridgeOptions';

export const FIXTURE_SCRIPTS = resolve(__dirname, '../../__fixtures__/scripts');

export const API_TOKEN = 's3cr"t/token value';
export const PRIVATE_KEY =
  '-----BEGIN KEY-----\nbGluZSBvbmU\n-----END KEY-----';

export interface TestBridge {
  bridge: ReturnType<typeof createScriptBridge>;
  options: ScriptBridgeOptions;
  spoolDirectory: string;
  /** The file in which fixture scripts note that they were started. */
  effectFile: string;
  argumentsFile: string;
  readEffects(): Promise<string[]>;
  remove(): Promise<void>;
}

export async function createTestBridge(
  changes: Partial<ScriptBridgeOptions> = {},
): Promise<TestBridge> {
  const folder = await mkdtemp(join(tmpdir(), 'idp-bridge-'));
  const effectFile = join(folder, 'effects');
  const argumentsFile = join(folder, 'arguments');
  const options: ScriptBridgeOptions = {
    environments: {
      development: {
        scriptsDirectory: FIXTURE_SCRIPTS,
        variables: { EFFECT_FILE: effectFile, ARGUMENTS_FILE: argumentsFile },
      },
    },
    spoolDirectory: join(folder, 'spool'),
    secrets: { 'api-token': API_TOKEN, 'private-key': PRIVATE_KEY },
    processEnvironment: process.env,
    graceMs: 500,
    ...changes,
  };
  return {
    bridge: createScriptBridge(options),
    options,
    spoolDirectory: options.spoolDirectory,
    effectFile,
    argumentsFile,
    readEffects: async () =>
      (await readFile(effectFile, 'utf8').catch(() => ''))
        .split('\n')
        .slice(0, -1),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export const NOTHING_STORED: LogPosition = { stdout: 0, stderr: 0, lines: 0 };

let runs = 0;

export function createAttempt(changes: Partial<ScriptAttempt>): ScriptAttempt {
  runs += 1;
  return {
    script: 'speaking',
    args: {},
    environment: 'development',
    dryRun: false,
    runId: `run-${process.pid}-${runs}`,
    stepId: 'step',
    attempt: 1,
    ...changes,
  };
}

/** Remembers what a script said, as the run store would. */
export class TestFollower implements ScriptFollower {
  readonly pieces: ScriptSaid[] = [];
  adoptions = 0;

  constructor(readonly position: LogPosition = NOTHING_STORED) {}

  async said(piece: ScriptSaid): Promise<void> {
    this.pieces.push(piece);
  }

  async adopted(): Promise<void> {
    this.adoptions += 1;
  }

  isHeld(): boolean {
    return true;
  }

  lines(stream: 'stdout' | 'stderr'): string[] {
    return this.#batches(stream).flatMap(({ lines }) => lines);
  }

  get annotations() {
    return this.pieces.flatMap(({ annotations }) => annotations);
  }

  get progress() {
    return this.pieces.flatMap(({ progress }) => progress ?? []);
  }

  /** The position at which the next owner goes on. */
  get stored(): LogPosition {
    return {
      stdout: this.#batches('stdout').at(-1)?.endOffset ?? this.position.stdout,
      stderr: this.#batches('stderr').at(-1)?.endOffset ?? this.position.stderr,
      lines: this.lines('stdout').length + this.lines('stderr').length,
    };
  }

  #batches(stream: 'stdout' | 'stderr') {
    return this.pieces
      .flatMap(({ logs }) => logs)
      .filter(batch => batch.stream === stream);
  }
}

/** Waits until something is so; the test's own time limit ends a wait for what never comes. */
export async function until(
  condition: () => Promise<boolean> | boolean,
): Promise<void> {
  while (!(await condition())) {
    await sleep(20);
  }
}
