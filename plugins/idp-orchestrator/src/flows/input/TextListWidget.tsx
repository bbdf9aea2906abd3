import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import type { RJSFSchema, WidgetProps } from '@rjsf/utils';
import { useText } from '../../translation';

/** Whether a field is a list of texts that may be anything. */
export function isTextList({ type, items }: RJSFSchema): boolean {
  return (
    type === 'array' &&
    typeof items === 'object' &&
    !Array.isArray(items) &&
    items.type === 'string' &&
    items.enum === undefined
  );
}

/** Texts as chips in one field. What is typed and not yet added is added when the field is left. */
export function TextListWidget(props: WidgetProps) {
  const t = useText();
  const value = textsOf(props.value);
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      id={props.id}
      options={[]}
      value={value}
      // What may be left out is left out when nothing is in it any more.
      onChange={(_, texts) =>
        props.onChange(texts.length > 0 || props.required ? texts : undefined)
      }
      disabled={props.disabled || props.readonly}
      renderInput={params => (
        <TextField
          {...params}
          label={props.label}
          required={props.required}
          placeholder={value.length === 0 ? t('form.listHint') : undefined}
        />
      )}
    />
  );
}

/** An address can fill a list in with anything; what is no text is shown as JSON. */
function textsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map(item =>
    typeof item === 'string' ? item : (JSON.stringify(item) ?? ''),
  );
}
