import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Stack from '@mui/material/Stack';
import PlayIcon from '@mui/icons-material/PlayArrow';
import { useText } from '../../translation';
import type { FormAction } from '../createRequest';

/** Run, and the plan of it, which changes nothing. Which one was pressed is the submit button's value. */
export function FormButtons(props: { disabled: boolean; busy?: FormAction }) {
  const t = useText();
  const { disabled, busy } = props;
  const common = {
    type: 'submit',
    disabled: disabled || busy !== undefined,
  } as const;
  const iconFor = (action: FormAction, icon?: React.ReactNode) =>
    busy === action ? <CircularProgress size={16} color="inherit" /> : icon;
  return (
    <Stack direction="row" useFlexGap flexWrap="wrap" spacing={1}>
      <Button
        {...common}
        value="run"
        variant="contained"
        startIcon={iconFor('run', <PlayIcon />)}
      >
        {t('form.run')}
      </Button>
      <Button
        {...common}
        value="plan"
        variant="outlined"
        startIcon={iconFor('plan')}
      >
        {t('form.plan')}
      </Button>
    </Stack>
  );
}
