import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import type { ScriptCall } from '../../ports';
import type { CompleteOptions } from '../bridgeOptions';
import type { FileScriptCatalog } from '../catalog/FileScriptCatalog';
import { nameNearest } from '../../problems/nameNearest';
import type { ScriptAction, ScriptEntry } from '../catalog/ScriptEntry';
import { Masker } from '../output/Masker';
import { checkArguments, type Arguments } from './checkArguments';
import { splitArguments } from './secretArguments';
import { createCommandLine } from './commandLine';
import { findScriptFile } from './findScriptFile';
import { checkProcessLimits } from './processLimits';
import { readSecrets } from './scriptEnvironment';

/** A call that was checked, with all that decides what is started. */
export interface PreparedCall {
  entry: ScriptEntry;
  action: ScriptAction;
  args: Arguments;
  /** The secret arguments, by names in the script's environment. */
  hidden: Record<string, string>;
  command: string[];
  masker: Masker;
}

/** The parts of a bridge that a call is checked by. */
export interface CallParts {
  catalog: FileScriptCatalog;
  options: CompleteOptions;
}

/**
 * Checks a call against the catalog, and that the file of its script may be started.
 *
 * @throws InputError, NotFoundError, NotAllowedError
 */
export async function prepareCall(
  call: ScriptCall,
  parts: CallParts,
): Promise<PreparedCall> {
  const prepared = await checkCall(call, parts);
  const { scriptsDirectory } = parts.options.environments[call.environment];
  await findScriptFile(scriptsDirectory, prepared.entry.script);
  return prepared;
}

/**
 * Checks a call against the catalog alone; who starts it looks for the file then.
 *
 * @throws InputError, NotFoundError, NotAllowedError
 */
export async function checkCall(
  call: ScriptCall,
  { catalog, options }: CallParts,
): Promise<PreparedCall> {
  const entry = await catalog.find(call.environment, call.script);
  const action = findAction(entry, call.action ?? entry.defaultAction);
  const args = checkArguments(entry, action, call.args);
  const { scriptsDirectory } = options.environments[call.environment];
  const file = resolve(scriptsDirectory, entry.script);
  const { shown, hidden } = splitArguments(entry, args, call.secrets ?? []);
  const command = createCommandLine({
    file,
    action,
    args: shown,
    dryRun: call.dryRun,
  });
  checkProcessLimits(command, hidden);
  readSecrets(entry, options.secrets);
  // Not only its own: a script may come by another one in a way that nobody saw.
  const masker = new Masker(
    [...(call.secrets ?? []), ...Object.values(hidden)],
    options.secrets,
  );
  return { entry, action, args, hidden, command, masker };
}

function findAction(entry: ScriptEntry, name: string): ScriptAction {
  const action = entry.actions.find(candidate => candidate.name === name);
  if (action) return action;
  const known = entry.actions.map(candidate => candidate.name);
  throw new InputError(
    `Script ${entry.id} has no action ${name}. ${nameNearest(name, known)}`,
  );
}
