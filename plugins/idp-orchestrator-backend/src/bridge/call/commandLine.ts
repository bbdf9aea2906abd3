import { optionName } from '../catalog/optionName';
import type { ScriptAction } from '../catalog/ScriptEntry';
import type { Arguments } from './checkArguments';

export interface CommandParts {
  /** The path of the script. */
  file: string;
  action: ScriptAction;
  args: Arguments;
  dryRun: boolean;
}

/** Makes the script's argv: `file action --name value … --dry-run --json`. No shell reads it. */
export function createCommandLine({
  file,
  action,
  args,
  dryRun,
}: CommandParts): string[] {
  return [
    file,
    action.name,
    ...Object.entries(args).flatMap(([name, value]) => toWords(name, value)),
    ...(dryRun && action.supportsDryRun ? ['--dry-run'] : []),
    ...(action.json ? ['--json'] : []),
  ];
}

function toWords(name: string, value: unknown): string[] {
  const option = optionName(name);
  if (value === true) return [option];
  if (value === false || value === undefined || value === null) return [];
  return [
    option,
    Array.isArray(value) ? value.map(toText).join(',') : toText(value),
  ];
}

/** Whole numbers are written without an exponent, which hardly a script reads. */
function toText(value: unknown): string {
  return typeof value === 'number' && Number.isInteger(value)
    ? BigInt(value).toString()
    : String(value);
}
