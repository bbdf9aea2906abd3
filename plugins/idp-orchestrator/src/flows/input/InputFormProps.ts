import type { ReactNode } from 'react';
import type { FormAction } from '../createRequest';
import type { PlacedProblems } from './placeProblems';
import type { JsonSchema } from './schema/JsonSchema';

type Input = Record<string, unknown>;

/** What a form for a flow's input is given, however it shows it. */
export interface InputFormProps {
  schema: JsonSchema;
  input: Input;
  /** What the backend found wrong with fields of it. */
  problems: PlacedProblems['fields'];
  disabled: boolean;
  onChange: (input: Input) => void;
  onAction: (action: FormAction, input: Input) => void;
  /** Further fields and the buttons; a submit button's value is a {@link FormAction}. */
  children: ReactNode;
}
