import { useState } from 'react';
import TextField from '@mui/material/TextField';
import { useText } from '../../../translation';
import { typesOf } from '../schema/kindOf';
import { tellValue } from '../schema/tellExpected';
import { emptyOf } from './emptyOf';
import { FieldHelp } from './FieldHelp';
import type { LeafProps } from './FieldProps';

/**
 * A number. What is typed stays as it is, also where it is none: it is refused
 * then, but not lost.
 */
export function NumberLeaf(props: LeafProps) {
  const t = useText();
  const { schema, value } = props;
  const [typed, setTyped] = useState('');
  // What was typed says the same in other words ("1.0"), or comes from elsewhere.
  const shown = readNumber(typed) === value ? typed : tellNumber(value);
  const empty = emptyOf(props);
  return (
    <TextField
      id={props.id}
      fullWidth
      label={props.title}
      value={shown}
      onChange={({ target }) => {
        setTyped(target.value);
        const read = readNumber(target.value);
        props.onChange(read === undefined ? empty : read);
      }}
      required={props.required}
      disabled={props.disabled || schema.readOnly === true}
      error={props.problems.length > 0}
      inputProps={{
        inputMode: typesOf(schema).includes('number') ? 'decimal' : 'numeric',
        autoComplete: 'off',
      }}
      helperText={
        <FieldHelp schema={schema} problems={props.problems}>
          {(value === undefined || value === null) &&
            schema.default !== undefined && (
              <span style={{ display: 'block' }}>
                {empty === null
                  ? t('limits.emptyIsNull')
                  : t('limits.emptyIsDefault', {
                      value: tellValue(schema.default),
                    })}
              </span>
            )}
        </FieldHelp>
      }
    />
  );
}

/** As JSON writes numbers; a text where it is none, or would not come back as it was typed. */
function readNumber(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const number = Number(trimmed);
  const isExact = !/^-?\d+$/.test(trimmed) || Number.isSafeInteger(number);
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(trimmed) &&
    Number.isFinite(number) &&
    isExact
    ? number
    : text;
}

function tellNumber(value: unknown): string {
  return value === undefined || value === null ? '' : tellValue(value);
}
