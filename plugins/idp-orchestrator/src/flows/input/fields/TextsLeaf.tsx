import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useText } from '../../../translation';
import { describeLimits } from '../schema/describeLimits';
import { asSchema } from '../schema/JsonSchema';
import { emptyOf } from './emptyOf';
import { FieldHelp } from './FieldHelp';
import type { LeafProps } from './FieldProps';

/** Texts as chips in one field. What is typed and not yet added is added when the field is left. */
export function TextsLeaf(props: LeafProps) {
  const t = useText();
  const { schema, problems } = props;
  const value = textsOf(props.value);
  const ofEach = describeLimits(asSchema(schema.items), t);
  return (
    <Autocomplete
      multiple
      freeSolo
      autoSelect
      id={props.id}
      options={NO_OPTIONS}
      value={value}
      onChange={(_, texts) =>
        props.onChange(texts.length > 0 ? texts : emptyOf(props))
      }
      disabled={props.disabled || schema.readOnly === true}
      renderInput={params => (
        <TextField
          {...params}
          label={props.title}
          required={props.required}
          error={problems.length > 0}
          placeholder={value.length === 0 ? t('form.listHint') : undefined}
          helperText={
            <FieldHelp schema={schema} problems={problems}>
              {ofEach.length > 0 && (
                <span style={{ display: 'block' }}>
                  {t('limits.ofEach', { limits: ofEach.join(' · ') })}
                </span>
              )}
            </FieldHelp>
          }
        />
      )}
    />
  );
}

const NO_OPTIONS: string[] = [];

/** An address can fill a list in with anything; what is no text is shown as JSON. */
function textsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map(item =>
    typeof item === 'string' ? item : (JSON.stringify(item) ?? ''),
  );
}
