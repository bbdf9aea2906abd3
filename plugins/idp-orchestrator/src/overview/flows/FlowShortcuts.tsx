import { useCallback } from 'react';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import StarIcon from '@mui/icons-material/Star';
import StarBorderIcon from '@mui/icons-material/StarBorder';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useStarredFlows } from '../../flows/list/useStarredFlows';
import { useRunAgainLink } from '../../flows/useRunAgainLink';
import { Panel } from '../../notice/Panel';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { flowRouteRef, flowsRouteRef, runRouteRef } from '../../routes';
import { StateLabel } from '../../state/StateLabel';
import { RelativeTime } from '../../time/RelativeTime';
import { LINK_TARGET } from '../../linkTarget';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import type { LoadedRuns } from '../useOverviewRuns';
import { listShortcuts, type Shortcut } from './listShortcuts';

/** The flows that this reader starred, and those that ran lately, to be run again. */
export function FlowShortcuts({ runs }: { runs: LoadedRuns }) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const flowsLink = usePluginLink(flowsRouteRef);
  const { starred, toggle } = useStarredFlows();
  const flows = useLoaded(
    useCallback(signal => api.listFlows({ signal }), [api]),
  );
  return (
    <Panel
      title={t('overview.flows')}
      action={<Link to={flowsLink()}>{t('overview.allFlows')}</Link>}
    >
      <WhenLoaded loaded={flows}>
        {({ items }) => (
          <WhenLoaded loaded={runs}>
            {latest => (
              <Shortcuts
                shortcuts={listShortcuts({
                  flows: items,
                  runs: latest.items,
                  starred,
                })}
                onToggle={flowId => void toggle(flowId)}
              />
            )}
          </WhenLoaded>
        )}
      </WhenLoaded>
    </Panel>
  );
}

interface ShortcutsProps {
  shortcuts: Shortcut[];
  onToggle: (flowId: string) => void;
}

function Shortcuts({ shortcuts, onToggle }: ShortcutsProps) {
  const t = useText();
  if (shortcuts.length === 0) {
    return <Box sx={{ color: 'text.secondary' }}>{t('overview.noFlows')}</Box>;
  }
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {shortcuts.map(shortcut => (
        <ShortcutLine
          key={shortcut.flowId}
          shortcut={shortcut}
          onToggle={() => onToggle(shortcut.flowId)}
        />
      ))}
    </Box>
  );
}

interface ShortcutLineProps {
  shortcut: Shortcut;
  onToggle: () => void;
}

function ShortcutLine({ shortcut, onToggle }: ShortcutLineProps) {
  const t = useText();
  const flowLink = usePluginLink(flowRouteRef);
  const runLink = usePluginLink(runRouteRef);
  const rerun = useRunAgainLink();
  const { flowId, title, isStarred, last } = shortcut;
  return (
    <Box
      component="li"
      sx={{ display: 'flex', alignItems: 'center', gap: 0.5, py: 0.25 }}
    >
      <IconButton
        size="small"
        aria-pressed={isStarred}
        aria-label={t('overview.star', { flow: title })}
        onClick={onToggle}
      >
        {isStarred ? (
          <StarIcon fontSize="small" />
        ) : (
          <StarBorderIcon fontSize="small" />
        )}
      </IconButton>
      <Box sx={{ flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={LINK_TARGET}>
          <Link to={flowLink({ flowId })}>{title}</Link>
        </Box>
        {last && (
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            <Link to={runLink({ runId: last.id })} color="inherit">
              <StateLabel status={last.status} />
            </Link>{' '}
            · <RelativeTime at={last.createdAt} />
          </Box>
        )}
      </Box>
      <Button
        size="small"
        component={Link}
        to={last ? rerun(last) : flowLink({ flowId })}
        aria-label={t('flows.run', { flow: title })}
      >
        {t('overview.run')}
      </Button>
    </Box>
  );
}
