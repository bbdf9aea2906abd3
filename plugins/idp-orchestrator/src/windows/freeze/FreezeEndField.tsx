import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useText } from '../../translation';
import { ownTimeZone } from '../formatSpan';
import { isEnd, LONGEST_DAYS, QUICK_ENDS, toField } from './freezeValues';

const PICKS = Object.entries(QUICK_ENDS) as Array<
  [keyof typeof QUICK_ENDS, (now: number) => number]
>;

interface FreezeEndFieldProps {
  until: string;
  onChange: (until: string) => void;
}

/** Until when, with usual ends beside it. */
export function FreezeEndField({ until, onChange }: FreezeEndFieldProps) {
  const t = useText();
  const isWrong = !isEnd(until, Date.now());
  return (
    <div>
      <TextField
        type="datetime-local"
        required
        fullWidth
        label={t('windows.freeze.until')}
        error={isWrong}
        helperText={
          isWrong
            ? t('windows.freeze.untilWrong', { days: String(LONGEST_DAYS) })
            : t('windows.freeze.untilHint', { zone: ownTimeZone() })
        }
        value={until}
        onChange={event => onChange(event.target.value)}
        InputLabelProps={{ shrink: true }}
      />
      <Stack
        direction="row"
        role="group"
        aria-label={t('windows.freeze.picks')}
        useFlexGap
        flexWrap="wrap"
        spacing={1}
        sx={{ mt: 1 }}
      >
        {PICKS.map(([name, endAfter]) => (
          <Button
            key={name}
            size="small"
            variant="outlined"
            onClick={() => onChange(toField(endAfter(Date.now())))}
          >
            {t(`windows.freeze.${name}`)}
          </Button>
        ))}
      </Stack>
    </div>
  );
}
