import { useCallback } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import type { PlatformProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { Notice } from '../notice/Notice';
import { Panel } from '../notice/Panel';
import { WhenLoaded } from '../notice/WhenLoaded';
import { PageBody } from '../PageBody';
import { overviewRouteRef } from '../routes';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';
import { usePageTitle } from '../usePageTitle';
import { isError } from './isError';

/** What hurts most first: without the backend nothing goes, without a flow that flow. */
const ABOUTS = ['backend', 'flow', 'service', 'schedule', 'window'] as const;

/** Whatever is not as it should be, before anybody starts anything, each with what to do. */
export function ProblemsPage() {
  const t = useText();
  usePageTitle(t('problems.title'));
  const api = useApi(orchestratorApiRef);
  const overviewLink = usePluginLink(overviewRouteRef);
  const loaded = useLoaded(
    useCallback(signal => api.listProblems({ signal }), [api]),
  );
  return (
    <PageBody>
      <Box sx={{ mb: 2 }}>
        <Link to={overviewLink()}>{t('problems.back')}</Link>
      </Box>
      <WhenLoaded loaded={loaded}>
        {({ items }) => (items.length === 0 ? <Nothing /> : groupsOf(items))}
      </WhenLoaded>
    </PageBody>
  );
}

function groupsOf(items: PlatformProblem[]) {
  return (
    <Stack spacing={2}>
      {ABOUTS.map(about => (
        <Group
          key={about}
          about={about}
          items={items.filter(one => one.about === about)}
        />
      ))}
    </Stack>
  );
}

interface GroupProps {
  about: PlatformProblem['about'];
  items: PlatformProblem[];
}

function Group({ about, items }: GroupProps) {
  const t = useText();
  if (items.length === 0) return null;
  return (
    <Panel title={t(`problems.about.${about}`)}>
      <Stack component="ul" spacing={1} sx={{ m: 0, p: 0 }}>
        {items.map(problem => (
          <Alert
            key={JSON.stringify(problem)}
            component="li"
            role="listitem"
            severity={isError(problem) ? 'error' : 'warning'}
            sx={{ overflowWrap: 'anywhere' }}
          >
            <Typography variant="body2" component="code" sx={CODE}>
              {placeOf(problem)}
            </Typography>
            {problem.message}
          </Alert>
        ))}
      </Stack>
    </Panel>
  );
}

const CODE = { display: 'block', fontFamily: 'monospace', fontWeight: 600 };

function placeOf(problem: PlatformProblem): string {
  const { source, line, environment, service } = problem;
  const place = line === undefined ? source : `${source}:${line}`;
  return [place, environment, service].filter(Boolean).join(' · ');
}

function Nothing() {
  const t = useText();
  return (
    <Notice icon={<DoneIcon />} title={t('problems.none.title')}>
      {t('problems.none.text')}
    </Notice>
  );
}
