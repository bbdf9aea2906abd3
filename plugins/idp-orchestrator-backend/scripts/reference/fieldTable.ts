import { DURATION } from '@idp/backstage-plugin-idp-orchestrator-common';
import { stringify } from 'yaml';
import type { JsonSchema } from './JsonSchema';

/** The fields of an object as a Markdown table, with examples where they have any. */
export function createFieldTable(schema: JsonSchema): string {
  const properties = Object.entries(schema.properties ?? {});
  const hasExamples = properties.some(([, { examples }]) => examples);
  const fields = properties.map(([name, field]) => [
    `\`${name}\``,
    describeType(field),
    asSentence(field.description),
    describeDefault(field, schema.required?.includes(name) ?? false),
    ...(hasExamples ? [describeExample(field)] : []),
  ]);
  const head = ['field', 'is', 'means', 'when absent'];
  if (hasExamples) head.push('for example');
  return alignTable([head, ...fields]);
}

/** As YAML in one line. */
function describeExample({ examples = [] }: JsonSchema): string {
  const options = { collectionStyle: 'flow', lineWidth: 0 } as const;
  return examples
    .map(example => `\`${stringify(example, options).trim()}\``)
    .join(', ');
}

function asSentence(text = ''): string {
  return text === '' || text.endsWith('.') ? text : `${text}.`;
}

function describeType(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.anyOf) {
    return [...new Set(schema.anyOf.map(describeType))].join(' or ');
  }
  if (schema.pattern === DURATION.source) return 'duration';
  switch (schema.type) {
    case 'array':
      return schema.items
        ? `list of ${inPlural(describeType(schema.items))}`
        : 'list';
    case 'object':
      return 'map';
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'whole number';
    case undefined:
      return 'anything';
    default:
      return String(schema.type);
  }
}

function inPlural(type: string): string {
  return /(text|map|number|duration)$/.test(type) ? `${type}s` : type;
}

function describeDefault(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return '**required**';
  const { default: value } = schema;
  const isEmpty =
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  if (isEmpty) return '';
  return typeof value === 'object' && !Array.isArray(value)
    ? 'an empty one'
    : code(value);
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** As Prettier aligns it, so that both agree. */
function alignTable(rows: string[][]): string {
  const cells = rows.map(row => row.map(cell => cell.replaceAll('|', '\\|')));
  const widths = cells[0].map((_, column) =>
    Math.max(3, ...cells.map(row => row[column].length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [head, ...body] = cells;
  const rule = widths.map(width => '-'.repeat(width));
  return [line(head), line(rule), ...body.map(line)].join('\n');
}
