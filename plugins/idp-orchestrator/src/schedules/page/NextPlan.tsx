import { lazy, Suspense, useState } from 'react';
import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import type {
  RunPlan,
  Schedule,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { messageOf } from '../../api/problemsIn';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { formatMoment } from '../../windows/formatSpan';

const PlanTable = lazy(async () => ({
  default: (await import('../../flows/PlanTable')).PlanTable,
}));

interface Asked {
  isBusy?: boolean;
  plan?: RunPlan;
  error?: Error;
}

/** What the next run would do, planned when somebody wants to see it. */
export function NextPlan({ schedule }: { schedule: Schedule }) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const language = useLanguage();
  const [{ isBusy, plan, error }, setAsked] = useState<Asked>({});
  const { flow, input, environment, nextDueAt } = schedule;
  const ask = () => {
    setAsked(old => ({ ...old, isBusy: true }));
    // Windows are judged as they are when it is due.
    const when = nextDueAt && { startAt: nextDueAt };
    api.planRun(flow, { input, environment, ...when }).then(
      made => setAsked({ plan: made }),
      refusal => setAsked({ error: refusal as Error }),
    );
  };
  return (
    <Stack spacing={1.5} sx={{ alignItems: 'flex-start', minWidth: 0 }}>
      <div>
        {nextDueAt
          ? t('schedule.plan.about', { at: formatMoment(nextDueAt, language) })
          : t('schedule.plan.aboutNow')}
      </div>
      <Button variant="outlined" size="small" disabled={isBusy} onClick={ask}>
        {t(plan ? 'schedule.plan.again' : 'schedule.plan.show')}
      </Button>
      {error && (
        <Alert severity="error" sx={{ overflowWrap: 'anywhere' }}>
          <AlertTitle>{t('schedule.plan.refused')}</AlertTitle>
          {messageOf(error)}
        </Alert>
      )}
      {plan && (
        <Suspense fallback={<Progress />}>
          <PlanTable plan={plan} secrets={NO_SECRETS} />
        </Suspense>
      )}
    </Stack>
  );
}

const NO_SECRETS: string[] = [];
