import type { ReactNode } from 'react';
import type { RJSFSchema } from '@rjsf/utils';
import type { FormAction } from '../createRequest';
import type { FieldErrors } from './placeProblems';

type Input = Record<string, unknown>;

/** What a form for a flow's input is given, however it shows it. */
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
