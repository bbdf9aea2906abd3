import { lazy, Suspense, useCallback, useState } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import RocketIcon from '@mui/icons-material/RocketLaunchOutlined';
import { Link, Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import type {
  FlowSummary,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { useLoaded } from '../api/useLoaded';
import { flowRouteRef, flowsRouteRef } from '../routes';
import { useEnvironment } from '../services/environment/useEnvironment';
import { useText } from '../translation';
import { addQuery, usePluginLink } from '../usePluginLink';
import { withEnvironment } from './withEnvironment';

/** The tag of flows that set a platform up. */
const BOOTSTRAP = 'bootstrap';

const FirstPlan = lazy(async () => ({
  default: (await import('./FirstPlan')).FirstPlan,
}));

/** Nothing was ever started here: says so, and offers the flow that starts all of it. */
export function FirstRunCard({ services }: { services: ServiceState[] }) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const loaded = useLoaded(
    useCallback(signal => api.listFlows({ signal }), [api]),
  );
  const flow =
    loaded.state === 'ready' ? chooseBootstrap(loaded.value.items) : undefined;
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-label={t('overview.platform')}
      sx={{ p: 3, borderLeft: 4, borderLeftColor: 'primary.main' }}
    >
      <Stack direction="row" spacing={2}>
        <RocketIcon aria-hidden sx={{ fontSize: 32, color: 'primary.main' }} />
        <Stack spacing={1.5} sx={{ minWidth: 0, flexGrow: 1 }}>
          <Typography variant="h5" component="h2" sx={{ m: 0 }}>
            {t('overview.first.title')}
          </Typography>
          {loaded.state === 'loading' && <Progress />}
          {loaded.state !== 'loading' &&
            (flow ? (
              <Bootstrap flow={flow} count={services.length} />
            ) : (
              <NoBootstrap />
            ))}
        </Stack>
      </Stack>
    </Paper>
  );
}

/** Of several flows that set a platform up, one that the reader may start comes first. */
function chooseBootstrap(flows: FlowSummary[]): FlowSummary | undefined {
  const found = flows.filter(({ tags }) => tags.includes(BOOTSTRAP));
  return found.find(({ mayRun }) => mayRun) ?? found.at(0);
}

function Bootstrap({ flow, count }: { flow: FlowSummary; count: number }) {
  const t = useText();
  const { environment } = useEnvironment();
  const flowLink = usePluginLink(flowRouteRef);
  const [isPlanShown, setIsPlanShown] = useState(false);
  const { input } = withEnvironment(flow, environment);
  const form = addQuery(flowLink({ flowId: flow.id }), {
    input: Object.keys(input).length > 0 ? JSON.stringify(input) : undefined,
  });
  return (
    <>
      <div>{t('overview.first.text', { count, flow: flow.title })}</div>
      {!flow.mayRun && (
        <Alert severity="info">
          {t('overview.first.forbidden', {
            because: flow.notAllowedReason ?? '',
          })}
        </Alert>
      )}
      <Stack direction="row" spacing={1} useFlexGap flexWrap="wrap">
        {flow.mayRun && (
          <Button
            variant="contained"
            component={Link}
            to={form}
            // A link's own colour is that of the button.
            sx={{ '&&': { color: 'primary.contrastText' } }}
          >
            {t('overview.first.bootstrap')}
          </Button>
        )}
        <Button
          variant="outlined"
          aria-expanded={isPlanShown}
          onClick={() => setIsPlanShown(!isPlanShown)}
        >
          {t(isPlanShown ? 'overview.first.hidePlan' : 'overview.first.plan')}
        </Button>
      </Stack>
      {isPlanShown && (
        <Suspense fallback={<Progress />}>
          <FirstPlan flow={flow} environment={environment} />
        </Suspense>
      )}
    </>
  );
}

function NoBootstrap() {
  const t = useText();
  const flowsLink = usePluginLink(flowsRouteRef);
  return (
    <>
      <div>
        {t('overview.first.none')} <code>{BOOTSTRAP}</code>
      </div>
      <div>
        <Button variant="outlined" component={Link} to={flowsLink()}>
          {t('overview.first.flows')}
        </Button>
      </div>
    </>
  );
}
