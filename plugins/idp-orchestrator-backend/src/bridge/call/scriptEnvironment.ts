import { InputError } from '@backstage/errors';
import type { ScriptAttempt } from '../../ports';
import { environmentOf } from '../account';
import type { CompleteOptions } from '../bridgeOptions';
import { nameNearest } from '../../problems/nameNearest';
import type { PreparedCall } from './PreparedCall';
import { SHORTEST_SECRET } from '../output/secretForms';
import type { AttemptFiles } from '../supervisor/AttemptFiles';

/**
 * The variables that a script needs to find its commands, speak its language
 * and keep its files.
 */
const ALWAYS_PASSED = /^(PATH|HOME|LANG|LC_[A-Z]+|TZ|TMPDIR|USER|LOGNAME)$/;

const DEFAULT_PATH =
  '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

interface Environed {
  call: Pick<PreparedCall, 'entry' | 'action' | 'variables'>;
  attempt: ScriptAttempt;
  /** The files that the script writes what it hands over to. */
  files: Pick<AttemptFiles, 'output' | 'summary'>;
}

/** Makes the environment of a script. It sees nothing else of the backend's own. */
export function createScriptEnvironment(
  of: Environed,
  options: CompleteOptions,
): Record<string, string> {
  return {
    PATH: DEFAULT_PATH,
    ...readPassed(
      options,
      name =>
        ALWAYS_PASSED.test(name) || of.call.action.environment.includes(name),
    ),
    ...(options.account && environmentOf(options.account)),
    ...createAttemptVariables(of, options),
  };
}

/** Makes the variables that a script gets wherever it runs, beside those that are passed on to it. */
export function createAttemptVariables(
  { call: { entry, action, variables }, attempt, files }: Environed,
  options: CompleteOptions,
): Record<string, string> {
  return {
    ...options.environments[attempt.environment].variables,
    ...readSecrets({ id: entry.id, secrets: action.secrets }, options.secrets),
    ...variables,
    IDP_RUN_ID: attempt.runId,
    IDP_STEP_ID: attempt.stepId,
    IDP_ATTEMPT: String(attempt.attempt),
    IDP_ENVIRONMENT: attempt.environment,
    IDP_DRY_RUN: String(attempt.dryRun),
    // The same for each attempt of a step: what a retry asks for again is recognised.
    IDP_IDEMPOTENCY_KEY: `${attempt.runId}/${attempt.stepId}`,
    IDP_OUTPUT: files.output,
    IDP_SUMMARY: files.summary,
    ...options.traceEnvironment?.(attempt),
  };
}

/** Reads the variables of the backend that are passed on. */
export function readPassed(
  { processEnvironment }: Pick<CompleteOptions, 'processEnvironment'>,
  isPassed: (name: string) => boolean,
): Record<string, string> {
  const passed = Object.entries(processEnvironment).flatMap(([name, value]) =>
    value !== undefined && isPassed(name) ? [[name, value]] : [],
  );
  return Object.fromEntries(passed);
}

/**
 * Reads the secrets of a script, by their names in its environment.
 *
 * @throws InputError for a secret that the configuration does not have, or one
 *   that is too short to be masked
 */
export function readSecrets(
  entry: { id: string; secrets: Record<string, string> },
  secrets: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entry.secrets).map(([variable, name]) => {
      if (!Object.hasOwn(secrets, name)) {
        throw new InputError(
          `Script ${entry.id} needs the secret ${name} as ${variable}, and the configuration does not have it. ${nameNearest(name, Object.keys(secrets))}`,
        );
      }
      if (secrets[name].trim().length < SHORTEST_SECRET) {
        throw new InputError(
          `The secret ${name} of script ${entry.id} has less than ${SHORTEST_SECRET} characters and cannot be masked`,
        );
      }
      return [variable, secrets[name]];
    }),
  );
}
