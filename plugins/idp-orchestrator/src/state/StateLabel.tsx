import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import type { Theme } from '@mui/material/styles';
import { useText } from '../translation';
import { visuallyHidden } from '../visuallyHidden';
import type { ShownState } from './shownState';
import { StateIcon } from './StateIcon';

interface StateLabelProps {
  status: ShownState;
  /** Where a narrow screen has no room for the word, which is read out all the same. */
  isShort?: boolean;
}

/** A state as icon, colour and word. */
export function StateLabel({ status, isShort }: StateLabelProps) {
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
      <Box component="span" sx={isShort ? SHORT : undefined}>
        {t(`state.${status}`)}
      </Box>
    </Stack>
  );
}

/** Hidden below the width at which tables have all their columns. */
const SHORT = (theme: Theme) => ({
  [theme.breakpoints.down('md')]: visuallyHidden,
});
