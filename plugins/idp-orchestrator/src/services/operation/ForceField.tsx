import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormHelperText from '@mui/material/FormHelperText';
import { useText } from '../../translation';

interface ForceFieldProps {
  force: boolean;
  onChange: (force: boolean) => void;
}

/** Wants the operation although something critical would break. */
export function ForceField({ force, onChange }: ForceFieldProps) {
  const t = useText();
  return (
    <div>
      <FormControlLabel
        control={
          <Checkbox
            checked={force}
            onChange={event => onChange(event.target.checked)}
          />
        }
        label={t('operation.force')}
      />
      <FormHelperText sx={{ m: 0 }}>{t('operation.forceHint')}</FormHelperText>
    </div>
  );
}
