import type {
  FlowStep,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { checkArguments } from '../bridge/call/checkArguments';
import type { ScriptAction, ScriptEntry } from '../bridge/catalog/ScriptEntry';
import { listExpressions } from '../engine/expressions/expression';
import type { FileFlow } from '../flows/files';
import { nameNearest } from '../problems/nameNearest';
import { toFinding, type Finding } from './Finding';

/** What flows of files may name. */
export interface KnownNames {
  /** The scripts of all environments, by id; the first environment that has one describes it. */
  scripts: ReadonlyMap<string, ScriptEntry>;
  flows: string[];
  /** The services of all environments; undefined where entities of a catalog bring others. */
  services?: string[];
}

/** Finds steps that name what there is not, or give what nothing takes, as far as no expression decides it. */
export function checkFlowSteps(file: FileFlow, known: KnownNames): Finding[] {
  return file.flow.steps
    .flatMap((step, index) => checkStep(step, `steps.${index}.with`, known))
    .map(problem => toFinding(file.toProblem(problem)));
}

function checkStep(step: FlowStep, path: string, known: KnownNames): Problem[] {
  switch (step.uses) {
    case 'script':
      return checkCall(step.with, path, known.scripts);
    case 'flow':
      return expectKnown(`${path}.flow`, step.with.flow, {
        what: 'a flow that there is',
        known: known.flows,
      });
    case 'service':
      return known.services
        ? expectKnown(`${path}.service`, step.with.service, {
            what: 'a service that there is',
            known: known.services,
          })
        : [];
    default:
      return [];
  }
}

function expectKnown(
  path: string,
  name: unknown,
  { what, known }: { what: string; known: string[] },
): Problem[] {
  if (typeof name !== 'string' || holdsExpression(name)) return [];
  if (known.includes(name)) return [];
  return [
    { path, expected: what, got: `${name}. ${nameNearest(name, known)}` },
  ];
}

function checkCall(
  given: Record<string, unknown>,
  path: string,
  scripts: ReadonlyMap<string, ScriptEntry>,
): Problem[] {
  const script = findScript(scripts, given.script);
  // One that no environment lists was told already.
  if (!script || holdsExpression(given.action)) return [];
  const name = given.action ?? script.defaultAction;
  const action = script.actions.find(
    one => one.name === name || one.aliases.includes(String(name)),
  );
  if (!action) {
    const names = script.actions.map(one => one.name);
    const got = `${name}. ${nameNearest(String(name), names)}`;
    const expected = `an action of ${script.id}`;
    return [{ path: `${path}.action`, expected, got }];
  }
  const args = (given.args ?? {}) as Record<string, unknown>;
  return checkArgs(args, `${path}.args`, { script, action });
}

function findScript(
  scripts: ReadonlyMap<string, ScriptEntry>,
  name: unknown,
): ScriptEntry | undefined {
  if (typeof name !== 'string') return undefined;
  return (
    scripts.get(name) ??
    [...scripts.values()].find(({ aliases }) => aliases.includes(name))
  );
}

interface Called {
  script: ScriptEntry;
  action: ScriptAction;
}

function checkArgs(
  args: Record<string, unknown>,
  path: string,
  { script, action }: Called,
): Problem[] {
  const named = Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      script.parameterAliases[name] ?? name,
      value,
    ]),
  );
  const whose = `${script.id} ${action.name}`;
  const unknown = Object.keys(named)
    .filter(name => !action.parameters.includes(name))
    .map(name => ({
      path: `${path}.${name}`,
      expected: `a parameter of ${whose}`,
      got: `${name}. ${nameNearest(name, action.parameters)}`,
    }));
  const missing = action.required
    .filter(
      name =>
        !(name in named) &&
        script.parameters[name].default === undefined &&
        name !== 'environment',
    )
    .map(name => ({
      path: `${path}.${name}`,
      expected: `a value, which ${whose} needs`,
      got: 'nothing',
    }));
  if (unknown.length + missing.length > 0) return [...unknown, ...missing];
  return checkValues(named, path, { script, action });
}

/** Checks the values that are written down; what expressions give is known later. */
function checkValues(
  args: Record<string, unknown>,
  path: string,
  { script, action }: Called,
): Problem[] {
  const fixed = Object.entries(args).filter(
    ([name, value]) =>
      value !== null &&
      !holdsExpression(value) &&
      !isPlainlyGood(value, script.parameters[name]),
  );
  if (fixed.length === 0) return [];
  const taken = fixed.map(([name]) => name);
  try {
    // Only these: the others are neither absent nor known.
    const partly = { ...action, parameters: taken, required: [] };
    checkArguments(script, partly, Object.fromEntries(fixed));
    return [];
  } catch (error) {
    const { message } = error as Error;
    const told = message.slice(message.indexOf(': ') + 2).split('; ');
    return told.flatMap(one => {
      const [, at, expected, got] =
        /^(\S+): expected (.+), got (.+)$/s.exec(one) ?? [];
      return at ? [{ path: `${path}.${at}`, expected, got }] : [];
    });
  }
}

/** Schemas that say no more than these are judged by what the value is. */
const PLAIN = new Set(['type', 'title', 'description', 'default', 'minimum']);

/** Tells whether a value fits for sure, which spares compiling the schema. */
function isPlainlyGood(
  value: unknown,
  schema: Record<string, unknown>,
): boolean {
  if (!Object.keys(schema).every(key => PLAIN.has(key))) return false;
  const { type, minimum = -Infinity } = schema;
  switch (type) {
    case 'string':
      return typeof value === 'string' && !/\0/.test(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= Number(minimum);
    default:
      return false;
  }
}

function holdsExpression(value: unknown): boolean {
  return listExpressions(value).length > 0;
}
