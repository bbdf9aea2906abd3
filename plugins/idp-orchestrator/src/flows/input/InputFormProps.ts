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
  /** What people call a value to choose at a place, where the schema does not say it. */
  optionTitle?: (at: string, value: unknown) => string | undefined;
  onChange: (input: Input) => void;
  onAction: (action: FormAction, input: Input) => void;
  /** Further fields and the buttons; a submit button's value is a {@link FormAction}. */
  children: ReactNode;
}
