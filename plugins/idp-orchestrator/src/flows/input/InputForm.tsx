import type { FormEvent } from 'react';
import type { IChangeEvent } from '@rjsf/core';
import { generateForm } from '@rjsf/mui';
import type {
  ErrorSchema,
  Experimental_DefaultFormStateBehavior,
  RJSFSchema,
  RJSFValidationError,
  UiSchema,
} from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import { DRY_RUN_FIELD } from '../createRequest';
import { CheckboxWidget } from './CheckboxWidget';
import { FieldDescription } from './FieldDescription';
import { FieldsTemplate } from './FieldsTemplate';
import { FormBoundary } from './FormBoundary';
import type { InputFormProps } from './InputFormProps';
import { JsonForm } from './JsonForm';
import { linearRegExp } from './linearRegExp';
import { readPressed } from './readPressed';
import {
  hasSecrets,
  isSecret,
  wordsOfKeyword,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isTextList, TextListWidget } from './TextListWidget';

type Input = Record<string, unknown>;

const Form = generateForm<Input>();

const validator = customizeValidator<Input>({
  ajvOptionsOverrides: { code: { regExp: linearRegExp } },
});

/** What nobody chose is not sent: only what the schema has as `default` is filled in. */
const ONLY_DEFAULTS: Experimental_DefaultFormStateBehavior = {
  arrayMinItems: { populate: 'never' },
  constAsDefaults: 'never',
  emptyObjectFields: 'skipEmptyDefaults',
};

/**
 * A form for a flow's input, and the input as JSON where no form can be made of
 * the schema. Heavy (schema validation), so it is a chunk of its own.
 */
export function InputForm(props: InputFormProps) {
  return (
    <FormBoundary fallback={reason => <JsonForm {...props} reason={reason} />}>
      <SchemaForm {...props} />
    </FormBoundary>
  );
}

function SchemaForm(props: InputFormProps) {
  const submit = ({ formData }: IChangeEvent<Input>, event: FormEvent) => {
    const action = readPressed(event);
    if (action) props.onAction(action, formData ?? {});
  };
  return (
    <Form
      schema={props.schema}
      uiSchema={uiSchemaFor(props.schema) as UiSchema<Input>}
      validator={validator}
      formData={props.input}
      extraErrors={props.errors as ErrorSchema<Input>}
      disabled={props.disabled}
      onChange={({ formData }) => props.onChange(formData ?? {})}
      onSubmit={submit}
      templates={{
        ObjectFieldTemplate: FieldsTemplate,
        DescriptionFieldTemplate: FieldDescription,
      }}
      widgets={{ CheckboxWidget }}
      transformErrors={describeErrors}
      experimental_defaultFormStateBehavior={ONLY_DEFAULTS}
      showErrorList={false}
      focusOnFirstError
      noHtml5Validate
    >
      {props.children}
    </Form>
  );
}

/** What the form finds wrong is told as the backend tells it. */
function describeErrors(errors: RJSFValidationError[]): RJSFValidationError[] {
  return errors.map(error =>
    error.name
      ? {
          ...error,
          message: `expected ${wordsOfKeyword({ keyword: error.name, params: error.params })}`,
        }
      : error,
  );
}

/** The flow's page has its own title; a dry run has its own button. */
function uiSchemaFor(schema: RJSFSchema): UiSchema {
  return {
    ...fieldsOf(schema),
    'ui:title': '',
    'ui:options': { label: false },
    [DRY_RUN_FIELD]: { 'ui:widget': 'hidden' },
  };
}

/** How the fields of an object are shown: secrets so that nobody reads them, here or from the browser's memory. */
function fieldsOf({ properties = {} }: RJSFSchema): UiSchema {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, field]) =>
      typeof field === 'object' ? [[name, widgetFor(field)]] : [],
    ),
  );
}

function widgetFor(field: RJSFSchema): UiSchema {
  if (isSecret(field)) {
    return {
      'ui:widget': 'password',
      'ui:options': { autocomplete: 'new-password' },
    };
  }
  const { items } = field;
  if (typeof items === 'object' && !Array.isArray(items) && hasSecrets(items)) {
    return { items: widgetFor(items) };
  }
  return isTextList(field) ? { 'ui:widget': TextListWidget } : fieldsOf(field);
}
