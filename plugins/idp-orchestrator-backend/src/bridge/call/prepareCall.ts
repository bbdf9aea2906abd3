import { resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import { findActionOf, type ScriptCall } from '../../ports';
import type { CompleteOptions } from '../bridgeOptions';
import type { FileScriptCatalog } from '../catalog/FileScriptCatalog';
import { nameNearest } from '../../problems/nameNearest';
import type { ScriptAction, ScriptEntry } from '../catalog/ScriptEntry';
import { Masker } from '../output/Masker';
import type { PreparedCall } from './PreparedCall';
import { checkArguments } from './checkArguments';
import { sendArguments, withOwnNames } from './sendArguments';
import { createCommandLine } from './commandLine';
import { findScriptFile } from './findScriptFile';
import { checkProcessLimits } from './processLimits';
import { readSecrets } from './scriptEnvironment';

/** The parts of a bridge that a call is checked by. */
export interface CallParts {
  catalog: FileScriptCatalog;
  options: CompleteOptions;
  /** The path of the file that is made of a parameter, where it is known. */
  pathOf?(parameter: string): string;
  /** The path by which the script is called; that in its scripts directory when absent. */
  fileOf?(entry: ScriptEntry, action: ScriptAction): string;
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
  { catalog, options, pathOf = nameFile, fileOf }: CallParts,
): Promise<PreparedCall> {
  const entry = await catalog.find(call.environment, call.script);
  const action = findAction(entry, call.action ?? entry.defaultAction);
  const args = checkArguments(entry, action, withOwnNames(entry, call.args));
  const { scriptsDirectory } = options.environments[call.environment];
  const file =
    fileOf?.(entry, action) ?? resolve(scriptsDirectory, entry.script);
  const sent = sendArguments(entry, args, call.secrets ?? []);
  const { shown, variables, stdin, files } = sent;
  const paths = Object.keys(files).map(name => [name, pathOf(name)]);
  const command = createCommandLine({
    file,
    entry,
    action,
    args: { ...shown, ...Object.fromEntries(paths) },
    dryRun: call.dryRun,
  });
  checkProcessLimits(command, variables);
  readSecrets({ id: entry.id, secrets: action.secrets }, options.secrets);
  // Not only its own: a script may come by another one in a way that nobody saw.
  const masker = new Masker(
    [...(call.secrets ?? []), ...sent.secrets],
    options.secrets,
  );
  return { entry, action, args, variables, stdin, files, command, masker };
}

/** Before there is an attempt, its files have no place. */
function nameFile(parameter: string): string {
  return `<file of ${parameter}>`;
}

function findAction(entry: ScriptEntry, name: string): ScriptAction {
  const action = findActionOf(entry, name);
  if (action) return action;
  const known = entry.actions.map(candidate => candidate.name);
  throw new InputError(
    `Script ${entry.id} has no action ${name}. ${nameNearest(name, known)}`,
  );
}
