import type { JsonSchema, Path } from '../schema/JsonSchema';

/** What each field of a form is given; a value that is undefined is not there. */
export interface FieldProps {
  /** In one piece, as `resolveSchema` makes it. */
  schema: JsonSchema;
  path: Path;
  /** Shown to people. */
  title: string;
  value: unknown;
  required: boolean;
  /** How many choices lead to it at the same place. */
  level: number;
  onChange: (value: unknown) => void;
}

/** Of a field that shows all that is in it by itself. */
export interface LeafProps extends FieldProps {
  id: string;
  disabled: boolean;
  /** What is wrong, and shown to be. */
  problems: string[];
}
