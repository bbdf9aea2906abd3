import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useText } from '../../../translation';
import { canonical, nameOf } from '../schema/JsonSchema';
import { optionsOf, type Option } from '../schema/kindOf';
import { tellValue } from '../schema/tellExpected';
import { FieldHelp } from './FieldHelp';
import type { LeafProps } from './FieldProps';
import { useForm } from './FormContext';

const NONE = '';

/** One of some values; none of them until somebody chooses. */
export function OptionsLeaf(props: LeafProps) {
  const t = useText();
  const { schema, value, required } = props;
  const { optionTitle } = useForm();
  const options = optionsOf(schema) ?? [];
  const titleOf = (option: Option) =>
    option.title ??
    optionTitle?.(nameOf(props.path), option.value) ??
    tellOption(option, t('field.null'));
  const among = options.findIndex(
    option =>
      value !== undefined && canonical(option.value) === canonical(value),
  );
  const isStrange = value !== undefined && among < 0;
  const canBeNone =
    value === undefined || (!required && schema.default === undefined);
  const chosen = among < 0 ? NONE : String(among);
  return (
    <TextField
      select
      id={props.id}
      fullWidth
      label={props.title}
      value={isStrange ? STRANGE : chosen}
      onChange={({ target }) =>
        props.onChange(options[Number(target.value || NaN)]?.value)
      }
      required={required}
      disabled={props.disabled || schema.readOnly === true}
      error={props.problems.length > 0}
      helperText={<FieldHelp schema={schema} problems={props.problems} />}
    >
      {canBeNone && <MenuItem value={NONE}>{t('field.none')}</MenuItem>}
      {isStrange && (
        <MenuItem value={STRANGE} disabled>
          {tellValue(value)}
        </MenuItem>
      )}
      {options.map((option, index) => (
        <MenuItem key={canonical(option.value)} value={String(index)}>
          {titleOf(option)}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** What an address has filled in, and is none of them: it is shown, and refused. */
const STRANGE = 'strange';

function tellOption({ value }: Option, none: string): string {
  return value === null ? none : tellValue(value);
}
