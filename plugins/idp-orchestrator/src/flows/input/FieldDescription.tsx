import FormHelperText from '@mui/material/FormHelperText';
import type { DescriptionFieldProps } from '@rjsf/utils';

/** What a field is for, below it; the form library makes a heading of it. */
export function FieldDescription({ id, description }: DescriptionFieldProps) {
  return description ? (
    <FormHelperText id={id} component="span" sx={{ display: 'block' }}>
      {description}
    </FormHelperText>
  ) : null;
}
