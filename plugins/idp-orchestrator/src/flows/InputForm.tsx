import type { FormEvent, ReactNode } from 'react';
import type { IChangeEvent } from '@rjsf/core';
import { generateForm } from '@rjsf/mui';
import type { ErrorSchema, RJSFSchema, UiSchema } from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';
import { DRY_RUN_FIELD, FORM_ACTS, type FormAct } from './createRequest';
import { isSecret, type InputSchema } from './flowValues';
import { CheckboxWidget } from './CheckboxWidget';
import { FieldDescription } from './FieldDescription';
import { FieldsTemplate } from './FieldsTemplate';
import type { FieldErrors } from './placeProblems';
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
  onAct: (act: FormAct, input: Input) => void;
  /** Further fields and the buttons; a submit button's value is a {@link FormAct}. */
  children: ReactNode;
}

/** A form for a flow's input. Heavy (schema validation), so it is a chunk of its own. */
export function InputForm(props: InputFormProps) {
  const submit = ({ formData }: IChangeEvent<Input>, event: FormEvent) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    const pressed = (submitter as HTMLButtonElement | null)?.value;
    const act = FORM_ACTS.find(name => name === pressed);
    if (act) props.onAct(act, formData ?? {});
  };
  return (
    <Form
      schema={props.schema}
      uiSchema={uiSchemaFor(props.schema)}
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

/** The flow's page has its own title; a dry run has its own button; secrets are not shown. */
function uiSchemaFor(schema: RJSFSchema): UiSchema<Input> {
  const fields = Object.entries(schema.properties ?? {});
  const secrets = fields.filter(([field]) =>
    isSecret(schema as InputSchema, field),
  );
  const lists = fields.filter(
    ([, field]) => typeof field === 'object' && isTextList(field),
  );
  return {
    'ui:title': '',
    'ui:options': { label: false },
    [DRY_RUN_FIELD]: { 'ui:widget': 'hidden' },
    ...Object.fromEntries(
      secrets.map(([field]) => [field, { 'ui:widget': 'password' }]),
    ),
    ...Object.fromEntries(
      lists.map(([field]) => [field, { 'ui:widget': TextListWidget }]),
    ),
  };
}
