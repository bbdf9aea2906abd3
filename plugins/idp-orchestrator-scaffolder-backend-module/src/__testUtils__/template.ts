import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/** Makes a template of one step, which puts out what the step does. */
export function template(
  name: string,
  step: { action: string; input: JsonObject },
): Entity {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default' },
    spec: {
      type: 'service',
      parameters: [],
      steps: [{ id: 'work', name: 'Work', ...step }],
      output: { of: '${{ steps.work.output }}' },
    },
  };
}
