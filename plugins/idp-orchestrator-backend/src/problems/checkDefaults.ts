import {
  describeValue,
  isSecret,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createPartCompiler } from '../schemas/compileSchema';
import { jsonSchemaProblems } from './jsonSchemaProblems';

type Schema = Record<string, unknown>;

/**
 * Lists defaults that their own schema refuses: with them every start fails,
 * and its caller is told of a mistake that is not theirs.
 */
export function checkDefaults(root: Schema, path: string): Problem[] {
  const defaults = listDefaults(root, path);
  const compile = createPartCompiler(root);
  const { definitions, $defs } = root;
  return defaults.flatMap(({ schema, at }) => {
    const complete = { definitions, $defs, ...schema };
    const value = structuredClone(schema.default);
    const check = compile(JSON.parse(JSON.stringify(complete)));
    return jsonSchemaProblems(check(value)).problems.map(problem => ({
      path: [at, problem.path].filter(Boolean).join('.'),
      expected: `${problem.expected}, as its own schema says`,
      got: `${problem.got}${hintOf(schema)}`,
    }));
  });
}

/** YAML reads what looks like a number as one, and `1.10` becomes 1.1. */
function hintOf({ type, default: value, ...schema }: Schema): string {
  const isLiteral = typeof value === 'number' || typeof value === 'boolean';
  if (!isLiteral || !([type].flat() as unknown[]).includes('string')) return '';
  const shown = isSecret(schema) ? '' : `, as ${describeValue(value)}`;
  return `. YAML reads it as a ${typeof value}${shown}: put it in quotes`;
}

function listDefaults(
  schema: unknown,
  path: string,
): { schema: Schema; at: string }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items } = schema as Schema;
  const own =
    'default' in schema
      ? [{ schema: schema as Schema, at: `${path}.default` }]
      : [];
  const ofProperties = Object.entries((properties ?? {}) as Schema).flatMap(
    ([name, property]) => listDefaults(property, `${path}.properties.${name}`),
  );
  const ofItems = Array.isArray(items)
    ? []
    : listDefaults(items, `${path}.items`);
  return [...own, ...ofProperties, ...ofItems];
}
