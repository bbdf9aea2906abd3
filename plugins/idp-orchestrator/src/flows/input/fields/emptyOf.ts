import { isNullable, typesOf } from '../schema/kindOf';
import type { FieldProps } from './FieldProps';

/**
 * What an emptied field stands for: nothing, where it may be left out. Where a
 * default would come in its place, or something has to be there, what is shown
 * is what is sent: an empty text, an empty list, or null.
 */
export function emptyOf({
  schema,
  required,
}: Pick<FieldProps, 'schema' | 'required'>): unknown {
  const hasDefault = schema.default !== undefined;
  if (!hasDefault && !required) return undefined;
  if (isNullable(schema)) return null;
  const types = typesOf(schema);
  if (types.includes('array')) return [];
  return hasDefault && types.includes('string') ? '' : undefined;
}
