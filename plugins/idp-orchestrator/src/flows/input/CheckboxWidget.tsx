import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import {
  ariaDescribedByIds,
  descriptionId,
  type WidgetProps,
} from '@rjsf/utils';

/** Yes or no, and below it what that means; the form library puts it above, where it reads as a title. */
export function CheckboxWidget(props: WidgetProps) {
  const { id, label, value, disabled, readonly, schema, options } = props;
  const description = options.description ?? schema.description;
  return (
    <div>
      <FormControlLabel
        label={label}
        control={
          <Checkbox
            id={id}
            name={id}
            checked={value === true}
            disabled={disabled || readonly}
            onChange={(_, checked) => props.onChange(checked)}
            aria-describedby={ariaDescribedByIds(id)}
            sx={{ py: 0.5 }}
          />
        }
      />
      {description && (
        <FormHelperText id={descriptionId(id)} sx={{ mt: 0, ml: 4 }}>
          {description}
        </FormHelperText>
      )}
    </div>
  );
}
