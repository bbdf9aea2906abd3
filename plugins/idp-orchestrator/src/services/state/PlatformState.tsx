import { useState, type ReactNode } from 'react';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  PlatformHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { HealthIcon } from '../health/HealthLabel';
import { HEALTH_LOOKS } from '../health/healthStyles';
import { OperationDialog } from '../operation/OperationDialog';
import type { PendingOperation } from '../operation/operations';
import { CauseList } from './CauseList';
import { describePlatform, describeRest } from './describePlatform';
import { judgeServices, type Judgement } from './judgeServices';
import { RemedyButton } from './RemedyButton';

interface PlatformStateProps {
  /** Absent until it was heard. */
  health?: PlatformHealth;
  services: ServiceState[];
  /** Said below the rest, such as when it was looked. */
  children?: ReactNode;
  onStarted: () => void;
}

/** How the platform is in one sentence, what is behind it, and the button that helps. */
export function PlatformState(props: PlatformStateProps) {
  const t = useText();
  const language = useLanguage();
  const { health, services, children, onStarted } = props;
  const [asked, setAsked] = useState<PendingOperation>();
  const judgement = judgeServices(services.map(one => one.health));
  const status = lookOf(health?.status ?? 'unknown', judgement);
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-label={t('overview.platform')}
      sx={{
        p: 2,
        borderLeft: 4,
        borderLeftColor: HEALTH_LOOKS[status].color,
      }}
    >
      <Stack
        direction={{ xs: 'column', sm: 'row' }}
        spacing={1.5}
        sx={{ justifyContent: 'space-between', alignItems: 'flex-start' }}
      >
        <Stack direction="row" spacing={1.5} sx={{ minWidth: 0 }}>
          <Box sx={{ pt: 0.5, '& svg': { fontSize: 28, display: 'block' } }}>
            <HealthIcon status={status} />
          </Box>
          <Box sx={{ minWidth: 0 }}>
            <Typography
              variant="h5"
              component="h2"
              sx={{ m: 0, overflowWrap: 'anywhere' }}
            >
              {health
                ? describePlatform(
                    { health, judgement, now: Date.now(), language },
                    t,
                  )
                : t('overview.says.asking')}
            </Typography>
            <CauseList
              judgement={judgement}
              services={services}
              onAsk={setAsked}
            />
            {describeRest(judgement, t).map(line => (
              <Box key={line} sx={{ overflowWrap: 'anywhere' }}>
                {line}
              </Box>
            ))}
          </Box>
        </Stack>
        <RemedyButton
          judgement={judgement}
          services={services}
          onAsk={setAsked}
        />
      </Stack>
      {children && (
        <Box
          sx={{
            mt: 1,
            ml: { sm: 5 },
            typography: 'caption',
            color: 'text.secondary',
          }}
        >
          {children}
        </Box>
      )}
      {asked && (
        <OperationDialog
          pendingOperation={asked}
          onClose={() => setAsked(undefined)}
          onStarted={onStarted}
        />
      )}
    </Paper>
  );
}

/** What goes on looks like it, even where all else is well. */
function lookOf(status: PlatformHealth['status'], { pending }: Judgement) {
  return status === 'healthy' && pending.length > 0 ? 'changing' : status;
}
