import { useCallback } from 'react';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { PlanTable } from '../../flows/PlanTable';
import { LINK_TARGET } from '../../linkTarget';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { schedulesRouteRef } from '../../routes';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { FlowField } from './FlowField';
import { FlowParts } from './FlowParts';
import { NameFields } from './NameFields';
import { PreviewPanel } from './PreviewPanel';
import { SaveDialog } from './SaveDialog';
import { useScheduleForm, type Begin } from './useScheduleForm';

interface ScheduleFormProps {
  title: string;
  begin: Begin;
}

/** What is started, with which input, where and when; beside it when that is, and what it would do. */
export function ScheduleForm({ title, begin }: ScheduleFormProps) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const listLink = usePluginLink(schedulesRouteRef);
  const flows = useLoaded(
    useCallback(async signal => (await api.listFlows({ signal })).items, [api]),
  );
  return (
    <>
      <Box sx={{ mb: 1, ...LINK_TARGET }}>
        <Link to={listLink()}>{t('schedule.back')}</Link>
      </Box>
      <Typography variant="h5" component="h2" sx={{ m: 0, mb: 2 }}>
        {title}
      </Typography>
      <WhenLoaded loaded={flows}>
        {all => <FormBody flows={all} begin={begin} />}
      </WhenLoaded>
    </>
  );
}

function FormBody({ flows, begin }: { flows: FlowSummary[]; begin: Begin }) {
  const t = useText();
  const form = useScheduleForm(flows, begin);
  const { values, what, flow, wrong, preview, plan } = form;
  return (
    <Box sx={TWO_COLUMNS}>
      <Paper variant="outlined" sx={{ p: { xs: 2, sm: 3 } }}>
        <Stack spacing={2}>
          <Typography variant="h6" component="h3" sx={{ m: 0 }}>
            {t('scheduleForm.what')}
          </Typography>
          <FlowField
            flows={flows}
            value={what.flow}
            onChange={form.chooseFlow}
          />
          <NameFields
            values={values}
            wrong={wrong}
            onChange={form.change}
            hasId={begin.revision !== undefined}
          />
          {flow ? (
            <FlowParts key={flow.id} flow={flow} form={form} />
          ) : (
            <div>{t('scheduleForm.chooseFlow')}</div>
          )}
        </Stack>
      </Paper>
      <Stack
        spacing={2}
        sx={{ minWidth: 0, position: { lg: 'sticky' }, top: 16 }}
      >
        <PreviewPanel preview={preview} timezone={values.timezone} />
        {plan && <PlanTable plan={plan} secrets={NO_SECRETS} />}
      </Stack>
      {form.asks && (
        <SaveDialog
          asks={form.asks}
          preview={preview}
          isNew={begin.revision === undefined}
          onClose={form.withdraw}
          onSave={form.save}
        />
      )}
    </Box>
  );
}

const NO_SECRETS: string[] = [];

const TWO_COLUMNS = {
  display: 'grid',
  gap: { xs: 3, lg: 4 },
  alignItems: 'start',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    lg: 'minmax(0, 720px) minmax(0, 1fr)',
  },
};
