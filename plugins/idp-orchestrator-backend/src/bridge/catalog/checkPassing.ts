import { isSecret } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';
import { describePassing, type Passing } from './passing';
import type { ScriptAction, ScriptEntry } from './ScriptEntry';

type Entry = Omit<ScriptEntry, 'id'>;
type Refuse = (parameter: string, expected: string) => void;

/**
 * Refuses parameters that a script could not tell apart, that would not come to
 * it as they are, or that others could read though they are secret. What is
 * wrong with a parameter is told once, for whichever action that is so.
 */
export function checkPassing(
  entry: Entry,
  context: z.RefinementCtx<Entry>,
): void {
  const told = new Set<string>();
  const refuse: Refuse = (parameter, expected) => {
    if (told.has(parameter)) return;
    told.add(parameter);
    context.addIssue({
      code: 'custom',
      path: ['parameters', parameter],
      message: expected,
    });
  };
  checkSecrets(entry, refuse);
  for (const action of entry.actions) {
    checkNames(entry, action, refuse);
    checkPositions(entry, action, refuse);
  }
}

/** The command line can be read by every user of the machine. */
function checkSecrets({ parameters, passing }: Entry, refuse: Refuse): void {
  for (const [name, schema] of Object.entries(parameters)) {
    if (!isSecret(schema) || isHidden(passing[name])) continue;
    refuse(
      name,
      'a way by which nobody else reads a secret: as: stdin, as: { variable: NAME } or as: { file: … }',
    );
  }
}

/** Tells whether a parameter reaches its script in a way that other users cannot see. */
export function isHidden({ kind }: Passing): boolean {
  return kind === 'variable' || kind === 'stdin' || kind === 'file';
}

function checkNames(entry: Entry, action: ScriptAction, refuse: Refuse): void {
  const taken = new Map(listOwn(action));
  for (const name of action.parameters) {
    for (const given of namesOf(entry.passing[name])) {
      const other = taken.get(given);
      if (other === undefined) taken.set(given, name);
      else {
        const expected = `a name by which it is told apart from ${other}: a script gets both as ${given}`;
        refuse(name, expected);
      }
    }
  }
}

/** What a script gets from us by options and variables, and what that is. */
function listOwn({
  dryRun,
  json,
  secrets,
  environment,
}: ScriptAction): Array<[given: string, what: string]> {
  return [
    ...named(dryRun?.option, 'the dry run (supportsDryRun)'),
    ...named(json?.option, 'the wish for JSON (json)'),
    ...Object.entries(secrets).map(
      ([variable, secret]) => [variable, `the secret ${secret}`] as const,
    ),
    ...environment.map(
      variable => [variable, `the variable ${variable} (environment)`] as const,
    ),
  ].map(([given, what]) => [given, what]);
}

function named(given: string | undefined, what: string) {
  return given === undefined ? [] : [[given, what] as const];
}

/** The names that must be of one parameter only; positional arguments have none. */
function namesOf(passing: Passing): string[] {
  if (passing.kind === 'positional') return [];
  if (passing.kind === 'file' && !passing.option) return [];
  const { off } = { off: undefined, ...passing } as { off?: string };
  return [describePassing(passing), ...(off === undefined ? [] : [off])];
}

/** Each positional argument is known by those before it, so all of those have to be there. */
function checkPositions(
  entry: Entry,
  action: ScriptAction,
  refuse: Refuse,
): void {
  let before: { name: string; why: string } | undefined;
  for (const name of listPositional(entry, action)) {
    if (before) {
      const expected = `a place before ${before.name}, which ${before.why}: nothing tells where that one ends`;
      refuse(name, expected);
    }
    const { type, default: filledIn } = entry.parameters[name];
    if (type === 'array') before = { name, why: 'is a list' };
    else if (!action.required.includes(name) && filledIn === undefined) {
      before ??= { name, why: 'may be absent' };
    }
  }
}

/** Lists the parameters of an action that are positional arguments, in their order. */
export function listPositional(
  { parameters, passing }: Entry,
  action: ScriptAction,
): string[] {
  return Object.keys(parameters).filter(
    name =>
      action.parameters.includes(name) &&
      (passing[name].kind === 'positional' || isFileInPlace(passing[name])),
  );
}

function isFileInPlace(passing: Passing): boolean {
  return passing.kind === 'file' && passing.option === undefined;
}
