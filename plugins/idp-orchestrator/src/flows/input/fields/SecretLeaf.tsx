import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { useText } from '../../../translation';
import { typesOf } from '../schema/kindOf';
import { FieldHelp } from './FieldHelp';
import { useBlock } from './FormContext';
import type { LeafProps } from './FieldProps';

/** A secret: nobody reads it, here or from the browser's memory. What is no text is written as JSON. */
export function SecretLeaf(props: LeafProps) {
  const t = useText();
  const { schema, problems } = props;
  const types = typesOf(schema);
  const isText = types.length === 0 || types.includes('string');
  const [typed, setTyped] = useState(
    typeof props.value === 'string' ? props.value : '',
  );
  const isBroken = !isText && typed !== '' && parseJson(typed) === undefined;
  useBlock(isBroken);
  const change = (text: string) => {
    setTyped(text);
    if (text === '') props.onChange(undefined);
    else props.onChange(isText ? text : parseJson(text));
  };
  const shown = isBroken ? [...problems, t('field.notJson')] : problems;
  return (
    <TextField
      id={props.id}
      fullWidth
      type="password"
      label={props.title}
      value={typed}
      onChange={({ target }) => change(target.value)}
      required={props.required}
      disabled={props.disabled}
      error={shown.length > 0}
      inputProps={{ autoComplete: 'new-password' }}
      helperText={<FieldHelp schema={schema} problems={shown} />}
    />
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
