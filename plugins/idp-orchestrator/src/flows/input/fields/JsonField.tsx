import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { useText } from '../../../translation';
import { canonical } from '../schema/JsonSchema';
import { FieldHelp } from './FieldHelp';
import { useBlock } from './FormContext';
import type { LeafProps } from './FieldProps';

/** A part of the input as JSON, where there is no field for its schema. */
export function JsonField(props: LeafProps) {
  const t = useText();
  const { schema, value, problems } = props;
  const [typed, setTyped] = useState('');
  const read = parseJson(typed);
  useBlock(read === BROKEN);
  const isTyped = read === BROKEN || isSame(read, value);
  const shown = read === BROKEN ? [...problems, t('field.notJson')] : problems;
  return (
    <TextField
      id={props.id}
      fullWidth
      multiline
      minRows={2}
      maxRows={16}
      label={`${props.title} (${t('field.json')})`}
      value={isTyped ? typed : JSON.stringify(value, null, 2)}
      onChange={({ target }) => {
        setTyped(target.value);
        const next = parseJson(target.value);
        if (next !== BROKEN) props.onChange(next);
      }}
      required={props.required}
      disabled={props.disabled || schema.readOnly === true}
      error={shown.length > 0}
      InputProps={{ sx: { fontFamily: 'monospace' } }}
      helperText={
        <FieldHelp schema={schema} problems={shown}>
          <span style={{ display: 'block' }}>{t('field.asJson')}</span>
        </FieldHelp>
      }
    />
  );
}

const BROKEN = Symbol('no JSON');

function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return BROKEN;
  }
}

function isSame(one: unknown, other: unknown): boolean {
  const isThere = one !== undefined;
  return (
    isThere === (other !== undefined) && canonical(one) === canonical(other)
  );
}
