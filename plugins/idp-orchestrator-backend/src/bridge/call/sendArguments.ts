import { InputError } from '@backstage/errors';
import {
  holdsSecret,
  isSecret,
  listTexts,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isHidden } from '../catalog/checkPassing';
import { describePassing } from '../catalog/passing';
import type { ScriptEntry } from '../catalog/ScriptEntry';
import { secretVariable } from '../catalog/optionName';
import type { Arguments } from './checkArguments';
import { toTexts } from './commandLine';

/** The arguments of a call, apart by how they reach the script. */
export interface SentArguments {
  /** Those of the command line, which every user of the machine can read. */
  shown: Arguments;
  /** By names in the script's environment. */
  variables: Record<string, string>;
  /** The text of its standard input, if it gets one. */
  stdin?: string;
  /** The texts of files that are made for it, by the names of their parameters. */
  files: Record<string, string>;
  /** The secret ones among them. */
  secrets: string[];
}

/**
 * Takes what does not go by the command line out of it.
 *
 * @throws InputError for a parameter that others can read and that is given
 *   what was typed into a secret field
 */
export function sendArguments(
  entry: ScriptEntry,
  args: Arguments,
  typed: readonly string[],
): SentArguments {
  const sent: SentArguments = {
    shown: {},
    variables: {},
    files: {},
    secrets: [],
  };
  for (const [name, value] of Object.entries(args)) {
    const passing = entry.passing[name];
    if (!isHidden(passing)) {
      if (holdsSecret(value, typed)) throw refuse(entry, name);
      sent.shown[name] = value;
      continue;
    }
    if (value === undefined || value === null) continue;
    const texts = toTexts(value);
    if (isSecret(entry.parameters[name])) {
      sent.secrets.push(texts.join(','), ...(texts.length > 1 ? texts : []));
    }
    if (passing.kind === 'variable') {
      sent.variables[passing.variable] = texts.join(',');
    } else if (passing.kind === 'stdin') sent.stdin = toTyped(texts);
    else sent.files[name] = texts.join('\n');
  }
  return sent;
}

/**
 * Makes lines as somebody types them: each ends with a line end, without which
 * `read` of a shell reads the last one and fails all the same.
 */
function toTyped(texts: string[]): string {
  const text = texts.join('\n');
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Names the arguments that are not in the command line, and how they reach the script. */
export function describeBeside({
  entry,
  args,
}: {
  entry: ScriptEntry;
  args: Arguments;
}): string[] {
  return Object.entries(args).flatMap(([name, value]) => {
    const passing = entry.passing[name];
    const isBeside = passing.kind === 'stdin' || passing.kind === 'variable';
    if (!isBeside || value === undefined || value === null) return [];
    const what = passing.kind === 'stdin' ? '' : 'the variable ';
    return [`${name} by ${what}${describePassing(passing)}`];
  });
}

function refuse(entry: ScriptEntry, name: string): InputError {
  return new InputError(
    `${name} of script ${entry.id} is given what was typed into a secret field, and the command line can be read by every user of the machine. Mark the parameter as secret in the script catalog (format: password); the script then gets it as the environment variable ${secretVariable(name)}`,
  );
}

/** Gives arguments that were given by other names those of the catalog. */
export function withOwnNames(
  { parameterAliases }: ScriptEntry,
  args: Arguments,
): Arguments {
  if (Object.keys(parameterAliases).length === 0) return args;
  const own: Arguments = {};
  for (const [name, value] of Object.entries(args)) {
    const known = Object.hasOwn(parameterAliases, name)
      ? parameterAliases[name]
      : name;
    if (Object.hasOwn(own, known) || (known !== name && known in args)) {
      throw new InputError(
        `${known} is given twice: ${name} is another name of it. Give one of them`,
      );
    }
    own[known] = value;
  }
  return own;
}

/**
 * Finds what is secret in the arguments of a script that was started by a
 * catalog that may have changed since: what it does not know may be.
 */
export function findSecrets(entry: ScriptEntry, args: Arguments): string[] {
  return Object.entries(args).flatMap(([given, value]) => {
    const name = entry.parameterAliases[given] ?? given;
    const schema = entry.parameters[name];
    if (schema === undefined) return listTexts(value);
    const texts = isSecret(schema) ? toTexts(value) : [];
    return texts.length > 1 ? [...texts, texts.join(',')] : texts;
  });
}
