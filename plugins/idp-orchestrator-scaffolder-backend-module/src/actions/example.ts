import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { stringify } from 'yaml';

/** Makes an example of an action, as it stands in a template. */
export function example(
  description: string,
  step: { id: string; name: string; action: string; input: JsonObject },
): TemplateExample {
  return { description, example: stringify({ steps: [step] }) };
}
