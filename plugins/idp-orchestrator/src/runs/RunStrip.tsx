import Box from '@mui/material/Box';
import Tooltip from '@mui/material/Tooltip';
import { Link } from '@backstage/core-components';
import {
  titleOfRun,
  type RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { runRouteRef } from '../routes';
import { shownStateOf } from '../state/shownState';
import { StateIcon } from '../state/StateIcon';
import { formatAbsolute } from '../time/formatRelative';
import { useLanguage } from '../time/useLanguage';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';
import { countEndings } from './countEndings';
import type { RunFilter } from './runFilter';
import { useRunPage } from './useRunPage';

const SHOWN = 30;

/** How the last runs ended, oldest first, whatever state is filtered by. */
export function RunStrip({ filter }: { filter: RunFilter }) {
  const t = useText();
  const loaded = useRunPage(
    { ...filter, statuses: [], open: false, cursor: undefined },
    SHOWN,
  );
  // The list below says why there is nothing.
  const runs = loaded.state === 'ready' ? loaded.value.items : [];
  const { well, ended } = countEndings(runs);
  return (
    <Box component="section" aria-label={t('runs.strip')} sx={{ mb: 2 }}>
      <Box
        component="ol"
        sx={{
          m: 0,
          p: 0,
          // What comes late must not move the list.
          minHeight: 26,
          listStyle: 'none',
          display: 'flex',
          flexWrap: 'wrap',
          gap: '2px',
          alignItems: 'center',
        }}
      >
        {[...runs].reverse().map(run => (
          <RunMark key={run.id} run={run} />
        ))}
        {ended > 0 && (
          <Box
            component="li"
            sx={{ ml: 1, typography: 'body2', color: 'text.secondary' }}
          >
            {t('runs.stripSays', { well: String(well), count: ended })}
          </Box>
        )}
      </Box>
    </Box>
  );
}

function RunMark({ run }: { run: RunSummary }) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const language = useLanguage();
  const name = t('runs.mark', {
    flow: titleOfRun(run),
    state: t(`state.${shownStateOf(run)}`),
    when: formatAbsolute(run.createdAt, language),
  });
  return (
    <Box component="li" sx={{ display: 'flex' }}>
      <Tooltip title={name}>
        <Box
          component={Link}
          to={runLink({ runId: run.id })}
          aria-label={name}
          sx={{
            width: 26,
            height: 26,
            display: 'grid',
            placeItems: 'center',
            borderRadius: 1,
            '&:hover': { backgroundColor: 'action.hover' },
          }}
        >
          <StateIcon status={shownStateOf(run)} />
        </Box>
      </Tooltip>
    </Box>
  );
}
