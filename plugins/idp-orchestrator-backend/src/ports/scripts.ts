import type {
  Annotation,
  FlowProblem,
  LiveLine,
  OutputGap,
  Progress,
  Risk,
  RunError,
  ServiceTouch,
  Usage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogBatch, LogPosition } from './runs';

/** A script action to run: everything that decides what will be started. */
export interface ScriptCall {
  /** Id in the script catalog. */
  script: string;
  action?: string;
  /** The arguments, by the catalog's parameter names. */
  args: Record<string, unknown>;
  environment: string;
  dryRun: boolean;
  /** What was typed into secret fields: in no command line, and hidden in what the script says. */
  secrets?: readonly string[];
}

/** A call as one attempt of a step; its identity finds a running script again. */
export interface ScriptAttempt extends ScriptCall {
  runId: string;
  stepId: string;
  attempt: number;
  /** The time limit (ms); the catalog's when absent. */
  timeoutMs?: number;
  /** True when a worker that is gone began it: it may have been started, and may run. */
  resumed?: boolean;
}

/** A script as the catalog lists it. */
export interface ScriptDescription {
  id: string;
  /** Other ids of it, as callers may have them; none when absent. */
  aliases?: string[];
  title: string;
  description: string;
  risk: Risk;
  defaultAction: string;
  actions: ScriptActionDescription[];
  /** The JSON Schemas of parameters, by name. */
  parameters: Record<string, Record<string, unknown>>;
  /** The names of parameters, by other names that callers may have; none when absent. */
  parameterAliases?: Record<string, string>;
  /** The parameter that takes the name of the service which an action controls. */
  serviceParameter?: string;
}

export interface ScriptActionDescription {
  name: string;
  /** Other names of it, as callers may have them; none when absent. */
  aliases?: string[];
  title: string;
  description: string;
  risk: Risk;
  readOnly: boolean;
  supportsDryRun: boolean;
  /** The names of the parameters that the action takes. */
  parameters: string[];
  required: string[];
  /** The operations for which entities of Backstage's catalog may choose it; none when absent. */
  controls?: Array<'start' | 'stop'>;
  /** The names of the services whose state it changes; none when absent. */
  touches?: string[];
  /** The labels that the worker must have; none when absent. */
  runsOn?: string[];
}

/** Finds a script by its id, or another id of it. */
export function findScriptOf<S extends { id: string; aliases?: string[] }>(
  scripts: S[],
  id: string,
): S | undefined {
  return (
    scripts.find(one => one.id === id) ??
    scripts.find(({ aliases }) => aliases?.includes(id))
  );
}

/** Indexes scripts by their ids, and by other ids of them, as {@link findScriptOf} finds them. */
export function indexScripts<S extends { id: string; aliases?: string[] }>(
  scripts: S[],
): Map<string, S> {
  const index = new Map(scripts.map(script => [script.id, script]));
  for (const script of scripts) {
    for (const alias of script.aliases ?? []) {
      if (!index.has(alias)) index.set(alias, script);
    }
  }
  return index;
}

/** Lists the ids of scripts, and their other ids. */
export function idsOfScripts(
  scripts: Array<{ id: string; aliases?: string[] }>,
): string[] {
  return scripts.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
}

/** Finds an action by its name, or another name of it. */
export function findActionOf<A extends { name: string; aliases?: string[] }>(
  { actions }: { actions: A[] },
  name: string,
): A | undefined {
  return (
    actions.find(one => one.name === name) ??
    actions.find(({ aliases }) => aliases?.includes(name))
  );
}

/** The scripts that may be run, and what is wrong with entries that cannot. */
export interface ScriptCatalog {
  list(): Promise<{ scripts: ScriptDescription[]; problems: FlowProblem[] }>;
}

/** The command that would be started, with nothing secret in it. */
export interface ScriptPlan {
  command: string[];
  /** What reaches the script beside its command, such as `body by its standard input`; nothing when absent. */
  beside?: string[];
  supportsDryRun: boolean;
  /** Whether the script catalog says that it changes nothing. */
  readOnly: boolean;
  risk: Risk;
  title: string;
  timeoutMs: number;
}

/** A piece of what a script said; stored as one, in one commit. */
export interface ScriptSaid {
  logs: Array<Omit<LogBatch, 'stepId' | 'attempt'>>;
  annotations: Annotation[];
  /** The progress: only the newest of this piece. */
  progress?: Progress;
  /** What it did to services, by the names that it has for them. */
  touched?: SaidService[];
}

/** What a script says that it did to a service, or the script catalog that it does. */
export type SaidService = ServiceTouch;

/** A service that a script is about to change. */
export interface ChangedService extends SaidService {
  /** The operation that it is for this service, where the script catalog says so. */
  control?: 'start' | 'stop';
}

export interface ScriptFollower {
  /** The end of the stored log of this attempt; what lies before is not told again. */
  position: LogPosition;
  /** Takes a piece of what the script said, and resolves when it is stored; the bridge reads on only then. */
  said(piece: ScriptSaid): Promise<void>;
  /** Shows a line that is still printed over, as it stands now; nobody stores it. */
  show?(line: Pick<LiveLine, 'stream' | 'text'>): void;
  /**
   * Called before a script is started of which the catalog tells the services
   * that it changes, and again when it is followed by somebody else.
   */
  begins?(touched: ChangedService[]): Promise<void>;
  /** Called when a script that was started before is followed again. */
  adopted(): Promise<void>;
  /**
   * Tells whether the run is certainly with this worker now. While it is not,
   * nothing is started, nor is a script told that it is followed, so that
   * another host can know when it must have ended.
   */
  isHeld(): boolean;
}

export interface ScriptEnding {
  outcome:
    'succeeded' | 'warning' | 'failed' | 'timed-out' | 'cancelled' | 'lost';
  output?: unknown;
  /** The parts of the output that are not what the script wrote. */
  outputGaps?: OutputGap[];
  /** The summary that the script wrote, as Markdown. */
  summary?: string;
  /** The failure; present unless the script succeeded. */
  error?: RunError;
  /** The resources that the script used; present when it is known how it ended. */
  usage?: Usage;
  /** When it ended (ISO 8601), where that was noticed later. */
  endedAt?: string;
}

/** The reason for which following stops before the script has ended. */
export type StopReason =
  /** End the script and everything it started. */
  | 'cancel'
  /** Leave it running; another worker will follow it. */
  | 'hand-over'
  /** End it as for `cancel`, since it would be killed with this process; the attempt is lost. */
  | 'shutdown';

/** Starts and follows scripts; nothing else in the backend does. */
export interface ScriptBridge {
  /**
   * Checks a call against the catalog and says what it would start.
   *
   * @throws InputError or NotFoundError naming every problem; NotAllowedError
   *   for a script outside its folder.
   */
  plan(call: ScriptCall): Promise<ScriptPlan>;
  /**
   * Starts the attempt's script, or finds it again if it was started before,
   * and follows it to its end. Never starts one attempt twice. `signal`
   * aborts with a {@link StopReason}; after `hand-over` it rejects with the
   * signal's reason and the script goes on.
   */
  run(
    attempt: ScriptAttempt,
    follower: ScriptFollower,
    signal: AbortSignal,
  ): Promise<ScriptEnding>;
  /**
   * Tells whether an attempt that was begun is found from any host, since what
   * it runs in is not on the one that began it. False when that cannot be told
   * just now.
   */
  isFoundAnywhere(attempt: ScriptAttempt): Promise<boolean>;
  /** Lists the runs of which there are files on this host, and when these last changed (ms since 1970). */
  listSpooled(): Promise<Array<{ runId: string; changedAt: number }>>;
  /** Removes the files of all attempts of a run. */
  forgetRun(runId: string): Promise<void>;
  /** Removes the files of an attempt whose ending is stored. */
  forget(
    attempt: Pick<ScriptAttempt, 'runId' | 'stepId' | 'attempt'>,
  ): Promise<void>;
}
