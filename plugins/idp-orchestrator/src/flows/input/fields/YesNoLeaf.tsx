import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import { useText } from '../../../translation';
import { FieldHelp } from './FieldHelp';
import type { LeafProps } from './FieldProps';

/** Yes or no. Until it is said the box has a dash, since nothing is sent then. */
export function YesNoLeaf(props: LeafProps) {
  const t = useText();
  const { schema, value, problems, title, required } = props;
  const helpId = `${props.id}-help`;
  const isSaid = typeof value === 'boolean';
  return (
    <div>
      <FormControlLabel
        label={
          <>
            {title}
            {required && !isSaid && ' *'}
            {!isSaid && (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                {' '}
                · {t('field.notSaid')}
              </Box>
            )}
          </>
        }
        control={
          <Checkbox
            id={props.id}
            checked={value === true}
            indeterminate={!isSaid}
            disabled={props.disabled || schema.readOnly === true}
            onChange={() => props.onChange(value !== true)}
            inputProps={{
              'aria-label': title,
              'aria-describedby': helpId,
              'aria-invalid': problems.length > 0,
              'aria-checked': isSaid ? value : 'mixed',
            }}
            sx={{ py: 0.5 }}
          />
        }
      />
      <FormHelperText
        id={helpId}
        error={problems.length > 0}
        sx={{ mt: 0, ml: 4 }}
      >
        <FieldHelp schema={schema} problems={problems} unlimited />
      </FormHelperText>
    </div>
  );
}
