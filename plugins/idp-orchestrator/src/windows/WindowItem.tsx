import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import FreezeIcon from '@mui/icons-material/AcUnit';
import WindowIcon from '@mui/icons-material/EventOutlined';
import type { ChangeWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import { EnvironmentChip } from '../services/environment/EnvironmentChip';
import { RiskChip } from '../state/RiskChip';
import { useText } from '../translation';
import { EndButton } from './EndButton';
import { useWindowWords } from './useWindowWords';
import { WindowFacts } from './WindowFacts';

interface WindowItemProps {
  window: ChangeWindow;
  /** It can be ended where it is there, if a call has made it. */
  onEnded?: () => void;
}

/** A window: what it is about, and all that is known of it. */
export function WindowItem({ window, onEnded }: WindowItemProps) {
  const t = useText();
  const { name } = useWindowWords();
  const { kind, current, environments, riskAtLeast, source } = window;
  const isFreeze = kind === 'freeze';
  const Icon = isFreeze ? FreezeIcon : WindowIcon;
  return (
    <Paper
      component="li"
      variant="outlined"
      sx={{
        p: 2,
        listStyle: 'none',
        overflowWrap: 'anywhere',
        ...(isFreeze &&
          current && { borderLeft: 4, borderLeftColor: 'warning.main' }),
      }}
    >
      <Stack
        direction={{ xs: 'column', sm: 'row' }}
        spacing={1}
        sx={{ mb: 1, alignItems: { sm: 'center' } }}
      >
        <Stack
          direction="row"
          useFlexGap
          flexWrap="wrap"
          sx={{
            columnGap: 1.5,
            rowGap: 0.75,
            flexGrow: 1,
            alignItems: 'center',
          }}
        >
          <Icon aria-hidden sx={{ color: 'text.secondary' }} />
          <Typography variant="subtitle1" component="h3" sx={{ m: 0 }}>
            {name(window)}
          </Typography>
          {environments.map(environment => (
            <EnvironmentChip key={environment} name={environment} />
          ))}
          {environments.length === 0 && <span>{t('windows.everywhere')}</span>}
          {riskAtLeast && <RiskChip risk={riskAtLeast} />}
          {!isFreeze && (
            <Chip
              size="small"
              variant="outlined"
              label={t(current ? 'windows.open' : 'windows.closed')}
              sx={{ m: 0 }}
            />
          )}
        </Stack>
        {onEnded && source === 'portal' && (
          <Box sx={{ flexShrink: 0 }}>
            <EndButton window={window} onEnded={onEnded} />
          </Box>
        )}
      </Stack>
      <WindowFacts window={window} />
    </Paper>
  );
}
