import TextField from '@mui/material/TextField';
import { useText } from '../../../translation';
import { textOf } from '../schema/JsonSchema';
import { kindOf } from '../schema/kindOf';
import { tellValue } from '../schema/tellExpected';
import { emptyOf } from './emptyOf';
import { FieldHelp } from './FieldHelp';
import type { LeafProps } from './FieldProps';

/** A text, in one line or several. */
export function TextLeaf(props: LeafProps) {
  const t = useText();
  const { schema, value } = props;
  const isLong = kindOf(schema) === 'long-text';
  const example = [schema.examples].flat().find(one => one !== undefined);
  return (
    <TextField
      id={props.id}
      fullWidth
      label={props.title}
      value={value === undefined || value === null ? '' : tellText(value)}
      onChange={({ target }) =>
        props.onChange(target.value === '' ? emptyOf(props) : target.value)
      }
      required={props.required}
      disabled={props.disabled || schema.readOnly === true}
      error={props.problems.length > 0}
      multiline={isLong}
      minRows={isLong ? 3 : undefined}
      maxRows={isLong ? 16 : undefined}
      placeholder={
        example === undefined
          ? undefined
          : t('limits.example', { value: tellValue(example) })
      }
      inputProps={{ inputMode: MODES[textOf(schema.format) ?? ''] }}
      helperText={<FieldHelp schema={schema} problems={props.problems} />}
    />
  );
}

const MODES: Record<string, 'email' | 'url' | undefined> = {
  email: 'email',
  uri: 'url',
};

/** What is no text is shown as JSON, and is one as soon as somebody writes. */
function tellText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
