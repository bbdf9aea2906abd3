import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  RISKS,
  type FlowDefinition,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptDescription } from '../ports';
import { isRunEnvironment } from './reservedInputs';

type Schemas = ScriptDescription['parameters'];

/** The names by which the input of a script's flow says how it is started. */
const TAKEN = ['action', 'args', 'dry_run'];

/**
 * Makes a flow of one step of a script of the catalog: `action` chooses what it
 * does, the other inputs are its parameters. A parameter that has a name which
 * the start itself uses stands under `args`, and so does an `environment` that
 * cannot be the run's.
 */
export function createTaskFlow(
  script: ScriptDescription,
  environments?: readonly string[],
): FlowDefinition {
  const schemas = Object.fromEntries(
    Object.entries(script.parameters).map(([name, schema]) => [
      name,
      takenByAll(script, name) ? schema : withoutDefault(schema),
    ]),
  );
  const nested = Object.keys(schemas).filter(
    name =>
      TAKEN.includes(name) ||
      (name === 'environment' &&
        !isRunEnvironment(script.parameters[name], environments)),
  );
  return defineFlow({
    id: script.id,
    title: script.title,
    description: script.description,
    ...(script.actions.length > 1 && {
      runTitle: wrap(`${JSON.stringify(`${script.title}: `)} + input.action`),
    }),
    tags: ['task'],
    risk: highestRisk(script),
    input: createInput(script, schemas, nested),
    steps: [
      {
        id: script.id,
        title: script.title,
        uses: 'script',
        with: {
          script: script.id,
          action: '${{ input.action }}',
          args: Object.fromEntries(
            Object.keys(schemas).map(name => [
              name,
              readParameter(script, name, nested),
            ]),
          ),
        },
      },
    ],
    output: {
      success: '${{ report.success }}',
      output: `\${{ steps[${JSON.stringify(script.id)}].output }}`,
      results: '${{ report.results }}',
      failed_steps: '${{ report.failed_steps }}',
      warnings: '${{ report.warnings }}',
      summary: '${{ report.summary }}',
    },
  });
}

function createInput(
  script: ScriptDescription,
  schemas: Schemas,
  nested: string[],
): { type: 'object' } & Record<string, unknown> {
  const entries = Object.entries(schemas);
  const own = entries.filter(([name]) => !nested.includes(name));
  const others = entries.filter(([name]) => nested.includes(name));
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      action: {
        type: 'string',
        title: 'Action',
        enum: script.actions.map(({ name }) => name),
        default: script.defaultAction,
      },
      ...Object.fromEntries(own),
      ...(nested.length > 0 && {
        args: {
          type: 'object',
          title: 'Further parameters',
          additionalProperties: false,
          properties: Object.fromEntries(others),
        },
      }),
      dry_run: {
        type: 'boolean',
        title: 'Dry run',
        description: 'Say what would be done, and change nothing',
        default: false,
      },
    },
  };
}

/** Writes the expression that reads a parameter; a name may hold hyphens. */
function readParameter(
  script: ScriptDescription,
  name: string,
  nested: string[],
): string {
  const from = nested.includes(name) ? 'input[?"args"]' : 'input';
  const value = `${from}[?${JSON.stringify(name)}].orValue(null)`;
  // The run's environment is filled in whatever the action; not all may take it.
  if (name !== 'environment' || nested.includes(name)) return wrap(value);
  if (takenByAll(script, name)) return wrap(value);
  const taking = script.actions
    .filter(({ parameters }) => parameters.includes(name))
    .map(action => action.name);
  return wrap(`input.action in ${JSON.stringify(taking)} ? ${value} : null`);
}

function wrap(expression: string): string {
  return `\${{ ${expression} }}`;
}

function takenByAll({ actions }: ScriptDescription, name: string): boolean {
  return actions.every(({ parameters }) => parameters.includes(name));
}

/** What fills it in for the actions that take it is the script's own check. */
function withoutDefault({
  default: _,
  ...schema
}: Record<string, unknown>): Record<string, unknown> {
  return schema;
}

/** Finds the risk of a task, which may do the worst that one of its script's actions does. */
function highestRisk(script: ScriptDescription): Risk {
  const levels = [script, ...script.actions].map(({ risk }) =>
    RISKS.indexOf(risk),
  );
  return RISKS[Math.max(...levels)];
}
