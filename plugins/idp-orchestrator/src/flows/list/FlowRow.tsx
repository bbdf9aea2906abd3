import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import Tooltip from '@mui/material/Tooltip';
import LockIcon from '@mui/icons-material/LockOutlined';
import PlayIcon from '@mui/icons-material/PlayArrow';
import StarIcon from '@mui/icons-material/Star';
import StarOutlineIcon from '@mui/icons-material/StarBorder';
import { Link } from '@backstage/core-components';
import {
  formatDuration,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { EntityLink } from '../../catalog/EntityLink';
import { NARROW, SMALL, WIDE } from '../../listing/listCells';
import { flowRouteRef, runRouteRef } from '../../routes';
import { RiskChip } from '../../state/RiskChip';
import { riskOf } from '../../state/riskOf';
import { StateLabel } from '../../state/StateLabel';
import { RelativeTime } from '../../time/RelativeTime';
import { EnvironmentName } from '../../services/environment/EnvironmentName';
import { LINK_TARGET } from '../../linkTarget';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';

interface FlowRowProps {
  flow: FlowSummary;
  isStarred: boolean;
  onStar: () => void;
  onTag: (tag: string) => void;
}

/** A flow in the list: what it does, how it went, and the way to run it. */
export function FlowRow({ flow, isStarred, onStar, onTag }: FlowRowProps) {
  const t = useText();
  const flowLink = usePluginLink(flowRouteRef)({ flowId: flow.id });
  const star = t(isStarred ? 'flows.unstar' : 'flows.star', {
    flow: flow.title,
  });
  return (
    <TableRow hover>
      <TableCell padding="none" sx={{ width: 40 }}>
        <Tooltip title={star}>
          <IconButton
            size="small"
            aria-label={star}
            aria-pressed={isStarred}
            onClick={onStar}
          >
            {isStarred ? (
              <StarIcon fontSize="small" sx={{ color: 'warning.main' }} />
            ) : (
              <StarOutlineIcon fontSize="small" />
            )}
          </IconButton>
        </Tooltip>
      </TableCell>
      <TableCell sx={{ maxWidth: 0, width: { xs: '100%', md: '50%' } }}>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 1.5,
            alignItems: 'baseline',
          }}
        >
          <Box
            sx={{
              fontWeight: 600,
              overflowWrap: 'anywhere',
              ...LINK_TARGET,
            }}
          >
            <Link to={flowLink}>{flow.title}</Link>
          </Box>
          <FlowTags flow={flow} onTag={onTag} />
        </Box>
        <Tooltip title={flow.description} enterDelay={600}>
          <Box sx={{ ...SMALL, ...ONE_LINE }}>{flow.description}</Box>
        </Tooltip>
        {flow.riskThrough && (
          <Box sx={SMALL}>
            {t(`risk.${riskOf(flow)}`)}{' '}
            {t('risk.through', { through: flow.riskThrough })}
          </Box>
        )}
        <MayNotRun flow={flow} />
        <Box sx={{ ...NARROW, mt: 0.5 }}>
          <RiskChip risk={riskOf(flow)} />
          <Box sx={SMALL}>
            <LastRunLink flow={flow} />
          </Box>
        </Box>
      </TableCell>
      <TableCell sx={WIDE}>
        <RiskChip risk={riskOf(flow)} />
      </TableCell>
      <TableCell sx={{ ...WIDE, whiteSpace: 'nowrap' }}>
        {flow.owner && <EntityLink entityRef={flow.owner} />}
      </TableCell>
      <TableCell sx={{ ...WIDE, whiteSpace: 'nowrap' }}>
        <LastRunLink flow={flow} />
      </TableCell>
      <TableCell sx={{ ...WIDE, whiteSpace: 'nowrap' }}>
        {flow.usualMs !== undefined && formatDuration(flow.usualMs)}
      </TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        <RunButton flow={flow} to={flowLink} />
      </TableCell>
    </TableRow>
  );
}

const ONE_LINE = {
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

function FlowTags({ flow, onTag }: Pick<FlowRowProps, 'flow' | 'onTag'>) {
  const t = useText();
  const { kind } = flow;
  // What it is stands there already.
  const tags = flow.tags.filter(tag => tag !== kind);
  if (kind === 'flow' && tags.length === 0) return null;
  return (
    <Box sx={SMALL}>
      {kind === 'task' && t('flows.isTask')}
      {tags.map((tag, index) => (
        <span key={tag}>
          {(index > 0 || kind === 'task') && ' · '}
          <Box
            component="button"
            type="button"
            aria-label={t('flows.onlyTag', { tag })}
            onClick={() => onTag(tag)}
            sx={{
              p: 0,
              border: 0,
              background: 'none',
              font: 'inherit',
              color: 'inherit',
              lineHeight: '24px',
              cursor: 'pointer',
              '&:hover, &:focus-visible': { textDecoration: 'underline' },
            }}
          >
            {tag}
          </Box>
        </span>
      ))}
    </Box>
  );
}

function MayNotRun({ flow }: { flow: FlowSummary }) {
  const t = useText();
  if (flow.mayRun) return null;
  return (
    <Box
      id={reasonId(flow)}
      sx={{ ...SMALL, display: 'flex', gap: 0.5, alignItems: 'center' }}
    >
      <LockIcon aria-hidden sx={{ fontSize: 14 }} />
      {t('flows.mayNotRun', { because: flow.notAllowedReason ?? '' })}
    </Box>
  );
}

function reasonId({ id }: FlowSummary): string {
  return `flow-${id}-not-allowed`;
}

/** How it went last, with the way to that run. */
function LastRunLink({ flow }: { flow: FlowSummary }) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const { lastRun } = flow;
  if (!lastRun) return <>{t('flows.neverRan')}</>;
  const { id, status, environment, createdAt, finishedAt } = lastRun;
  return (
    <>
      <Link to={runLink({ runId: id })}>
        <StateLabel status={status} />
      </Link>
      <Box sx={SMALL}>
        <RelativeTime at={finishedAt ?? createdAt} /> ·{' '}
        <EnvironmentName name={environment} />
      </Box>
    </>
  );
}

function RunButton({ flow, to }: { flow: FlowSummary; to: string }) {
  const t = useText();
  const common = {
    size: 'small',
    variant: 'outlined',
    startIcon: <PlayIcon />,
    'aria-label': t('flows.run', { flow: flow.title }),
  } as const;
  return flow.mayRun ? (
    <Button {...common} component={Link} to={to}>
      {t('form.run')}
    </Button>
  ) : (
    <Button {...common} disabled aria-describedby={reasonId(flow)}>
      {t('form.run')}
    </Button>
  );
}
