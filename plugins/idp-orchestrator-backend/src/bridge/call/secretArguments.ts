import { InputError } from '@backstage/errors';
import {
  holdsSecret,
  isSecret,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptEntry } from '../catalog/ScriptEntry';
import { secretVariable } from '../catalog/optionName';
import type { Arguments } from './checkArguments';

/** The arguments of a call, apart by how they reach the script. */
export interface SplitArguments {
  /** Those of the command line, which every user of the machine can read. */
  shown: Arguments;
  /** The secret ones, by names in the script's environment. */
  hidden: Record<string, string>;
}

/**
 * Takes secret parameters out of the command line.
 *
 * @throws InputError for a parameter that is not marked as secret and is given
 *   what was typed into a secret field
 */
export function splitArguments(
  entry: ScriptEntry,
  args: Arguments,
  typed: readonly string[],
): SplitArguments {
  const split: SplitArguments = { shown: {}, hidden: {} };
  for (const [name, value] of Object.entries(args)) {
    if (isSecret(entry.parameters[name])) {
      if (value === undefined || value === null) continue;
      split.hidden[secretVariable(name)] = toText(value);
      continue;
    }
    if (holdsSecret(value, typed)) throw refuse(entry, name);
    split.shown[name] = value;
  }
  return split;
}

function toText(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

function refuse(entry: ScriptEntry, name: string): InputError {
  return new InputError(
    `${name} of script ${entry.id} is given what was typed into a secret field, and the command line can be read by every user of the machine. Mark the parameter as secret in the script catalog (format: password); the script then gets it as the environment variable ${secretVariable(name)}`,
  );
}
