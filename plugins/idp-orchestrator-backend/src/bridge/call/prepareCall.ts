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

/**
 * Checks a call against the catalog.
 *
 * @throws InputError, NotFoundError, NotAllowedError
 */
export async function prepareCall(
  call: ScriptCall,
  {
    catalog,
    options,
  }: { catalog: FileScriptCatalog; options: CompleteOptions },
): Promise<PreparedCall> {
  const entry = await catalog.find(call.environment, call.script);
  const action = findAction(entry, call.action ?? entry.defaultAction);
  const args = checkArguments(entry, action, call.args);
  const { scriptsDirectory } = options.environments[call.environment];
  const file = await findScriptFile(scriptsDirectory, entry.script);
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
