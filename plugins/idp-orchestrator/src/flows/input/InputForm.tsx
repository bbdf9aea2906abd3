import type { FormEvent, ReactNode } from 'react';
import type { IChangeEvent } from '@rjsf/core';
import { generateForm } from '@rjsf/mui';
import type { ErrorSchema, RJSFSchema, UiSchema } from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import { DRY_RUN_FIELD, FORM_ACTIONS, type FormAction } from '../createRequest';
import { CheckboxWidget } from './CheckboxWidget';
import { FieldDescription } from './FieldDescription';
import { FieldsTemplate } from './FieldsTemplate';
import type { FieldErrors } from './placeProblems';
import {
  hasSecrets,
  isSecret,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isTextList, TextListWidget } from './TextListWidget';

type Input = Record<string, unknown>;

const Form = generateForm<Input>();

const validator = customizeValidator<Input>();

export interface InputFormProps {
  schema: RJSFSchema;
  input: Input;
  errors: FieldErrors;
  disabled: boolean;
  onChange: (input: Input) => void;
  onAction: (action: FormAction, input: Input) => void;
  /** Further fields and the buttons; a submit button's value is a {@link FormAction}. */
  children: ReactNode;
}

/** A form for a flow's input. Heavy (schema validation), so it is a chunk of its own. */
export function InputForm(props: InputFormProps) {
  const submit = ({ formData }: IChangeEvent<Input>, event: FormEvent) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    const pressed = (submitter as HTMLButtonElement | null)?.value;
    const action = FORM_ACTIONS.find(name => name === pressed);
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
      showErrorList={false}
      focusOnFirstError
      noHtml5Validate
    >
      {props.children}
    </Form>
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
