import { fieldsOf } from '../schema/fieldsOf';
import { fillFields } from '../schema/fillDefaults';
import { asSchema, isRecord, textsOf } from '../schema/JsonSchema';
import { isMap } from '../schema/kindOf';
import { FieldGroup } from './FieldGroup';
import type { FieldProps } from './FieldProps';
import { useForm } from './FormContext';
import { MapRows } from './MapRows';
import { SchemaField } from './SchemaField';

/** Named fields, and below them those that were added under names of their own. */
export function ObjectField(props: FieldProps) {
  const { root } = useForm();
  const { schema, path, required } = props;
  const value = isRecord(props.value) ? props.value : {};
  const fields = fieldsOf(schema);
  const names = Object.keys(fields);
  const isRequired = textsOf(schema.required);
  const added = Object.keys(value).filter(name => !names.includes(name));

  const change = (next: Record<string, unknown>) => {
    const isEmpty = Object.keys(next).length === 0;
    const canGo = !required && path.length > 0 && schema.default === undefined;
    props.onChange(isEmpty && canGo ? undefined : next);
  };
  const changeField = (name: string, field: unknown) => {
    // The first field brings the defaults of the others.
    const before =
      props.value === undefined ? fillFields(schema, value, root) : value;
    const changed = { ...before, [name]: field };
    change(
      Object.fromEntries(
        Object.entries(changed).filter(
          ([key]) => key !== name || field !== undefined,
        ),
      ),
    );
  };

  return (
    <FieldGroup {...props}>
      {names.map(name => (
        <SchemaField
          key={name}
          schema={asSchema(fields[name])}
          path={[...path, name]}
          name={name}
          value={Object.hasOwn(value, name) ? value[name] : undefined}
          required={isRequired.includes(name)}
          onChange={field => changeField(name, field)}
        />
      ))}
      {(isMap(schema) || added.length > 0) && (
        <MapRows
          schema={schema}
          path={path}
          title={props.title}
          named={names}
          value={value}
          onChange={change}
        />
      )}
    </FieldGroup>
  );
}
