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
  const value: string[] = Array.isArray(props.value) ? props.value : [];
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      id={props.id}
      options={[]}
      value={value}
      onChange={(_, texts) => props.onChange(texts)}
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
