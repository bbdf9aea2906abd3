import { listPositional } from '../catalog/checkPassing';
import type { Passing } from '../catalog/passing';
import type { ScriptAction, ScriptEntry } from '../catalog/ScriptEntry';
import type { Arguments } from './checkArguments';

export interface CommandParts {
  /** The path of the script. */
  file: string;
  entry: ScriptEntry;
  action: ScriptAction;
  /** Those that are in the command line; of files, their paths. */
  args: Arguments;
  dryRun: boolean;
}

/**
 * Makes the script's argv: the file, its words, options in the order in which
 * they are given, what asks for a dry run and for JSON, and positional arguments
 * in the order of the catalog. No shell reads it.
 */
export function createCommandLine({
  file,
  entry,
  action,
  args,
  dryRun,
}: CommandParts): string[] {
  const positional = listPositional(entry, action);
  const values = positional.flatMap(name => toTexts(args[name]));
  return [
    file,
    ...action.words,
    ...Object.entries(args).flatMap(([name, value]) =>
      positional.includes(name) ? [] : toOption(entry.passing[name], value),
    ),
    ...(dryRun ? listDefined(action.dryRun?.option) : []),
    ...listDefined(action.json?.option),
    ...(entry.endOfOptions && values.length > 0 ? ['--'] : []),
    ...values,
  ];
}

function listDefined(option: string | undefined): string[] {
  return option === undefined ? [] : [option];
}

function toOption(passing: Passing, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (passing.kind === 'file') return [passing.option ?? '', toText(value)];
  if (passing.kind !== 'option') return [];
  const { option, off, list, separator, equals } = passing;
  if (value === true) return [option];
  if (value === false) return listDefined(off);
  const texts = toTexts(value);
  const values = list === 'repeated' ? texts : [texts.join(separator)];
  return values.flatMap(text =>
    equals ? [`${option}=${text}`] : [option, text],
  );
}

/** Makes the arguments of a value; a list is one for each item. */
export function toTexts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map(toText) : [toText(value)];
}

/** Whole numbers are written without an exponent, which hardly a script reads. */
function toText(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value)
    ? BigInt(value).toString()
    : String(value);
}
