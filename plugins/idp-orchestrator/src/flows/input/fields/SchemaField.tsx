import {
  useContext,
  useId,
  useMemo,
  useState,
  type ComponentType,
} from 'react';
import { FormBoundary } from '../FormBoundary';
import { kindOf, type FieldKind } from '../schema/kindOf';
import {
  isRecord,
  textOf,
  type JsonSchema,
  type Path,
} from '../schema/JsonSchema';
import { resolveSchema } from '../schema/resolveSchema';
import type { FieldProps, LeafProps } from './FieldProps';
import { useForm, useProblems } from './FormContext';
import { JsonField } from './JsonField';
import { LEAVES } from './leaves';
import { NestedFieldsContext } from './NestedFields';

interface SchemaFieldProps {
  schema: JsonSchema;
  path: Path;
  value: unknown;
  required?: boolean;
  /** Of where it stands; the schema's own comes first. */
  name: string;
  level?: number;
  onChange: (value: unknown) => void;
}

/** A part of the input, whatever its schema: as JSON where no field fits, or where one fails. */
export function SchemaField(props: SchemaFieldProps) {
  const { root, deepest } = useForm();
  const nested = useContext(NestedFieldsContext);
  const { value, path, name, required = false, level = 0, onChange } = props;
  const schema = useMemo(
    () => resolveSchema(props.schema, root, value),
    [props.schema, root, value],
  );
  const title = textOf(schema.title) ?? name;
  const field = { schema, path, title, value, required, level, onChange };
  const kind = path.length > deepest ? 'json' : kindOf(schema);
  const isShown = isShownBy(kind, value);
  const Nested = isShown ? nested[kind] : undefined;
  const Leaf = (isShown && LEAVES[kind]) || JsonField;
  return (
    <FormBoundary
      fallback={<LeafField {...field} Leaf={JsonField} />}
      key={kind}
    >
      {Nested ? <Nested {...field} /> : <LeafField {...field} Leaf={Leaf} />}
    </FormBoundary>
  );
}

/** An address can fill in anything: what the field of the schema could not show is shown as JSON. */
function isShownBy(kind: FieldKind, value: unknown): boolean {
  if (value === undefined) return true;
  switch (kind) {
    case 'list':
    case 'texts':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'yes-no':
      return typeof value === 'boolean';
    default:
      return true;
  }
}

function LeafField({
  Leaf,
  ...field
}: FieldProps & { Leaf: ComponentType<LeafProps> }) {
  const id = useId();
  const { disabled } = useForm();
  const [isTouched, setTouched] = useState(false);
  const problems = useProblems(field.path, { deep: true, isTouched });
  return (
    <div onBlur={() => setTouched(true)}>
      <Leaf {...field} id={id} disabled={disabled} problems={problems} />
    </div>
  );
}
