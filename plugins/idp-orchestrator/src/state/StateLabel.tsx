import Stack from '@mui/material/Stack';
import { useText } from '../translation';
import type { ShownState } from './shownState';
import { StateIcon } from './StateIcon';

/** A state as icon, colour and word. */
export function StateLabel({ status }: { status: ShownState }) {
  const t = useText();
  return (
    <Stack
      component="span"
      direction="row"
      spacing={0.75}
      sx={{
        alignItems: 'center',
        display: 'inline-flex',
        verticalAlign: 'middle',
        wordBreak: 'normal',
      }}
    >
      <StateIcon status={status} />
      <span>{t(`state.${status}`)}</span>
    </Stack>
  );
}
