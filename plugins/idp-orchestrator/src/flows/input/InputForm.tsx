import { useEffect, useMemo, useRef, type FormEvent } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { errorText } from '../../state/errorText';
import { useText } from '../../translation';
import { DRY_RUN_FIELD } from '../createRequest';
import { FormContext } from './fields/FormContext';
import { ListField } from './fields/ListField';
import { NestedFieldsContext } from './fields/NestedFields';
import { ObjectField } from './fields/ObjectField';
import { WaysField } from './fields/WaysField';
import type { InputFormProps } from './InputFormProps';
import { readPressed } from './readPressed';
import {
  isRecord,
  namedSchemas,
  textsOf,
  type JsonSchema,
} from './schema/JsonSchema';
import { waysOf } from './schema/kindOf';
import { resolveSchema } from './schema/resolveSchema';
import { useFormState } from './useFormState';

/** A form for a flow's input. A part of which no field can be made is filled in as JSON. */
export function InputForm(props: InputFormProps) {
  const t = useText();
  const { onChange, onAction, children } = props;
  const schema = useMemo(() => withoutDryRun(props.schema), [props.schema]);
  const { [DRY_RUN_FIELD]: _, ...input } = props.input;
  const shown = useSame(input);
  const { state, wrong, attempts, trySend } = useFormState({
    ...props,
    schema,
    input: shown,
  });
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (attempts > 0) focusOnFirst(element.current);
  }, [attempts]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const action = readPressed(event);
    if (action && trySend()) onAction(action, shown);
  };
  const resolved = resolveSchema(schema, schema, shown);
  const Root = waysOf(resolved) ? WaysField : ObjectField;
  return (
    <Box
      component="form"
      ref={element}
      onSubmit={submit}
      noValidate
      sx={{ [ERRORS]: { color: errorText } }}
    >
      <FormContext.Provider value={state}>
        <NestedFieldsContext.Provider value={NESTED}>
          <Root
            schema={resolved}
            path={WHOLE}
            title=""
            value={shown}
            required
            level={0}
            onChange={next => onChange(isRecord(next) ? next : {})}
          />
        </NestedFieldsContext.Provider>
      </FormContext.Provider>
      {attempts > 0 && wrong > 0 && (
        <Alert severity="error" sx={{ mt: 2 }}>
          {t('field.invalid', { count: wrong })}
        </Alert>
      )}
      {children}
    </Box>
  );
}

const WHOLE: never[] = [];

const NESTED = { ways: WaysField, list: ListField, object: ObjectField };

/** What is written in red: labels and what is below a field, not what is filled in. */
const ERRORS = ['FormLabel-root', 'FormLabel-asterisk', 'FormHelperText-root']
  .map(name => `& [class*="Mui${name}"].Mui-error`)
  .join(', ');

/** The same object as long as it says the same: it is checked only when it has changed. */
function useSame(input: Record<string, unknown>): Record<string, unknown> {
  const last = useRef(input);
  const isSame =
    Object.keys(input).length === Object.keys(last.current).length &&
    Object.entries(input).every(
      ([name, value]) =>
        Object.hasOwn(last.current, name) && last.current[name] === value,
    );
  if (!isSame) last.current = input;
  return last.current;
}

/** A dry run is a plan, and that has a button of its own. */
function withoutDryRun(schema: JsonSchema): JsonSchema {
  const { [DRY_RUN_FIELD]: dryRun, ...properties } = namedSchemas(
    schema.properties,
  );
  if (dryRun === undefined) return schema;
  const required = textsOf(schema.required).filter(
    name => name !== DRY_RUN_FIELD,
  );
  return { ...schema, properties, required };
}

function focusOnFirst(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
