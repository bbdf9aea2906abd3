import { useState, type FormEvent } from 'react';
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useText } from '../../translation';
import type { InputFormProps } from './InputFormProps';
import { readPressed } from './readPressed';

type JsonFormProps = Pick<
  InputFormProps,
  'input' | 'disabled' | 'onChange' | 'onAction' | 'children'
> & { reason: string };

/** The input as JSON, for a schema of which no form can be made. */
export function JsonForm(props: JsonFormProps) {
  const t = useText();
  const [text, setText] = useState(JSON.stringify(props.input, null, 2));
  const input = parseObject(text);
  const change = (typed: string) => {
    setText(typed);
    const read = parseObject(typed);
    if (read) props.onChange(read);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const action = readPressed(event);
    if (action && input) props.onAction(action, input);
  };
  return (
    <form onSubmit={submit}>
      <Stack spacing={2}>
        <Alert severity="warning" sx={{ overflowWrap: 'anywhere' }}>
          {t('form.asJson', { reason: props.reason })}
        </Alert>
        <TextField
          multiline
          minRows={6}
          label={t('form.json')}
          value={text}
          onChange={event => change(event.target.value)}
          disabled={props.disabled}
          error={!input}
          helperText={input ? undefined : t('form.notJson')}
          InputProps={{ sx: { fontFamily: 'monospace' } }}
        />
      </Stack>
      {props.children}
    </form>
  );
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
