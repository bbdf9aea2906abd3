import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  RISKS,
  type FlowDefinition,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptDescription } from '../ports';

/**
 * Makes a flow of one step of a script of the catalog: `action` chooses what it
 * does, the other inputs are its parameters.
 */
export function createTaskFlow(script: ScriptDescription): FlowDefinition {
  const names = Object.keys(script.parameters);
  return defineFlow({
    id: script.id,
    title: script.title,
    description: script.description,
    tags: ['task'],
    risk: highestRisk(script),
    input: {
      type: 'object',
      additionalProperties: false,
      properties: {
        action: {
          type: 'string',
          title: 'Action',
          enum: script.actions.map(({ name }) => name),
          default: script.defaultAction,
        },
        ...script.parameters,
        dry_run: {
          type: 'boolean',
          title: 'Dry run',
          description: 'Say what would be done, and change nothing',
          default: false,
        },
      },
    },
    steps: [
      {
        id: script.id,
        title: script.title,
        uses: 'script',
        with: {
          script: script.id,
          action: '${{ input.action }}',
          args: Object.fromEntries(
            names.map(name => [name, `\${{ input.?${name}.orValue(null) }}`]),
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

/** Finds the risk of a task, which may do the worst that one of its script's actions does. */
function highestRisk(script: ScriptDescription): Risk {
  const levels = [script, ...script.actions].map(({ risk }) =>
    RISKS.indexOf(risk),
  );
  return RISKS[Math.max(...levels)];
}
