import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link } from '@backstage/core-components';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import {
  listSecrets,
  type FlowSummary,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { EntityLink } from '../catalog/EntityLink';
import { lastAfterAll } from '../graph/lastAfterAll';
import { StepGraph } from '../graph/StepGraph';
import { flowRouteRef, runsRouteRef } from '../routes';
import { useEnvironment } from '../services/environment/useEnvironment';
import { RiskLabel } from '../state/RiskLabel';
import { riskOf } from '../state/riskOf';
import { useScheduleLink } from '../schedules/useScheduleLink';
import { useMaySchedule } from '../schedules/useMaySchedule';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { addQuery, usePluginLink } from '../usePluginLink';
import { WindowNotes } from '../windows/notes/WindowNotes';
import { FlowForm } from './FlowForm';
import type { FlowValues } from './input/flowValues';
import { PlanTable } from './PlanTable';
import { environmentOf } from './createRequest';
import { StartDialog } from './StartDialog';
import { useFlowActions } from './useFlowActions';
import { useFlowValues } from './input/useFlowValues';

/** High enough for a finger. */
const LINK = { '& a': { display: 'inline-block', lineHeight: '24px' } };

interface FlowContentProps {
  flow: FlowSummary;
  /** The run that is to be had again. */
  again?: Run;
}

/** A flow: what it does, the form to start it, and the plan when it was asked for. */
export function FlowContent({ flow, again }: FlowContentProps) {
  const t = useText();
  const flowLink = usePluginLink(flowRouteRef);
  usePageTitle(flow.title);
  const page = useOnlyEnvironment();
  const { submit, start, forget, withdraw, plan, asks, error, busy } =
    useFlowActions(flow);
  const { values, change } = useFlowValues({
    schema: flow.input,
    again,
    still: busy !== undefined || asks !== undefined,
  });

  const changeValues = (part: Partial<FlowValues>) => {
    change(part);
    forget(part);
  };

  return (
    <BreadcrumbEntry
      entry={{ label: flow.title, href: flowLink({ flowId: flow.id }) }}
    >
      <Stack
        direction="row"
        useFlexGap
        flexWrap="wrap"
        spacing={1.5}
        sx={{ alignItems: 'center', mb: 0.5 }}
      >
        <Typography variant="h5" component="h2" sx={{ m: 0 }}>
          {flow.title}
        </Typography>
        <RiskLabel risk={riskOf(flow)} through={flow.riskThrough} />
        <FlowLinks flow={flow} />
      </Stack>
      <Typography
        variant="body1"
        sx={{ color: 'text.secondary', mb: 2, maxWidth: 800 }}
      >
        {flow.description}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gap: { xs: 3, lg: 4 },
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: plan
              ? 'minmax(0, 5fr) minmax(0, 7fr)'
              : 'minmax(0, 720px) minmax(0, 1fr)',
          },
        }}
      >
        <Paper variant="outlined" sx={{ p: { xs: 2, sm: 3 } }}>
          <WindowNotes
            change={{
              environment: environmentOf(flow, values) ?? page,
              flow: flow.id,
              risk: riskOf(flow),
            }}
          />
          <FlowForm
            flow={flow}
            values={values}
            asksSecretsAgain={again !== undefined}
            error={error}
            busy={busy}
            onChange={changeValues}
            onAction={submit}
          />
        </Paper>
        {plan && (
          <PlanTable
            plan={plan}
            onStartAt={at => submit('run', values, at)}
            secrets={listSecrets(values.input, flow.input)}
          />
        )}
        {!plan && flow.steps.length > 1 && (
          <section>
            <Typography variant="h6" component="h3" gutterBottom>
              {t('flows.steps')}
            </Typography>
            <StepGraph
              steps={lastAfterAll(flow.steps)}
              label={t('flows.graph')}
            >
              {step => <span>{step.title}</span>}
            </StepGraph>
          </section>
        )}
      </Box>
      {asks && (
        <StartDialog
          flow={flow}
          asks={asks}
          onClose={withdraw}
          onStart={start}
        />
      )}
    </BreadcrumbEntry>
  );
}

/** Where else it goes from here: its runs, a schedule of it, who owns it. */
function FlowLinks({ flow }: { flow: FlowSummary }) {
  const t = useText();
  const runsLink = usePluginLink(runsRouteRef);
  const scheduleLink = useScheduleLink();
  const mayMake = useMaySchedule().create;
  return (
    <>
      <Box sx={LINK}>
        <Link to={addQuery(runsLink(), { flow: flow.id })}>
          {t('flows.itsRuns')}
        </Link>
      </Box>
      {mayMake && flow.mayRun && (
        <Box sx={LINK}>
          <Link to={scheduleLink(flow.id)}>{t('scheduleForm.link')}</Link>
        </Box>
      )}
      {flow.owner && (
        <Box sx={LINK}>
          {t('flows.owner')} <EntityLink entityRef={flow.owner} />
        </Box>
      )}
    </>
  );
}

/** Where a run goes that names no environment, if there is one only. */
function useOnlyEnvironment(): string | undefined {
  const { environments } = useEnvironment();
  return environments.length === 1 ? environments[0].name : undefined;
}
