import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import LockIcon from '@mui/icons-material/LockOutlined';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { EntityLink } from '../catalog/EntityLink';
import { flowRouteRef } from '../routes';
import { RiskChip } from '../state/RiskChip';
import { RiskSource } from '../state/RiskLabel';
import { riskOf } from '../state/riskOf';
import { useText } from '../translation';

/** A flow in the list; the whole card leads to its page. */
export function FlowCard({ flow }: { flow: FlowSummary }) {
  const t = useText();
  const flowLink = useRouteRef(flowRouteRef);
  return (
    <Paper
      component="li"
      variant="outlined"
      sx={{
        position: 'relative',
        p: 2,
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        '&:hover': { borderColor: 'text.secondary' },
        '&:focus-within': { outline: 2, outlineColor: 'primary.main' },
      }}
    >
      <Stack
        direction="row"
        spacing={1}
        sx={{ justifyContent: 'space-between', alignItems: 'flex-start' }}
      >
        <Typography
          variant="subtitle1"
          component="h3"
          sx={{
            m: 0,
            fontWeight: 600,
            '& a::after': { content: '""', position: 'absolute', inset: 0 },
            '& a': { outline: 'none' },
          }}
        >
          <Link to={flowLink({ flowId: flow.id })} color="inherit">
            {flow.title}
          </Link>
        </Typography>
        <RiskChip risk={riskOf(flow)} />
      </Stack>
      {flow.riskThrough && (
        <Box sx={{ textAlign: 'right' }}>
          <RiskSource through={flow.riskThrough} />
        </Box>
      )}
      <Typography variant="body2" sx={{ color: 'text.secondary', flexGrow: 1 }}>
        {flow.description}
      </Typography>
      {flow.kind === 'flow' && (
        <Typography
          variant="caption"
          component="div"
          sx={{ color: 'text.secondary' }}
        >
          {t('flows.stepCount', { count: flow.steps.length })}
          {flow.tags.length > 0 && ` · ${flow.tags.join(', ')}`}
        </Typography>
      )}
      {flow.owner && (
        <Box
          sx={{
            typography: 'caption',
            color: 'text.secondary',
            // Above the link that covers the card.
            '& a': { position: 'relative', zIndex: 1, lineHeight: '24px' },
          }}
        >
          {t('flows.owner')} <EntityLink entityRef={flow.owner} />
        </Box>
      )}
      {!flow.mayRun && (
        <Box
          sx={{
            display: 'flex',
            gap: 0.75,
            alignItems: 'center',
            typography: 'caption',
          }}
        >
          <LockIcon
            aria-hidden
            sx={{ fontSize: 16, color: 'text.secondary' }}
          />
          {t('flows.mayNotRun', { because: flow.notAllowedReason ?? '' })}
        </Box>
      )}
    </Paper>
  );
}
