import { lazy, Suspense, useCallback, useMemo } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Progress } from '@backstage/core-components';
import {
  hasSecrets,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { problemsIn } from '../../api/problemsIn';
import { ENVIRONMENT_INPUT, hasEnvironment } from '../../flows/createRequest';
import { placeProblems } from '../../flows/input/placeProblems';
import { findEnvironment } from '../../services/environment/readEnvironments';
import { useEnvironment } from '../../services/environment/useEnvironment';
import { useText } from '../../translation';
import { EnvironmentRow } from './EnvironmentRow';
import { FormRefusal } from './FormRefusal';
import { isOfField } from './fieldProblems';
import { MoreFields } from './MoreFields';
import type { ScheduleFormState } from './useScheduleForm';
import { WhenFields } from './WhenFields';

const InputForm = lazy(async () => ({
  default: (await import('../../flows/input/InputForm')).InputForm,
}));

interface FlowPartsProps {
  flow: FlowSummary;
  form: ScheduleFormState;
}

/** What depends on the chosen flow: its input; and below it where and when. */
export function FlowParts({ flow, form }: FlowPartsProps) {
  const t = useText();
  const { values, what, wrong, error, busy } = form;
  const { environments } = useEnvironment();
  const optionTitle = useCallback(
    (at: string, value: unknown) =>
      at === ENVIRONMENT_INPUT && typeof value === 'string'
        ? findEnvironment(environments, value).title
        : undefined,
    [environments],
  );
  const { fields, others } = useMemo(
    () => placeProblems(inputProblemsIn(error), flow.input, what.input),
    [error, flow.input, what.input],
  );
  const hasFields = Object.keys(flow.input.properties ?? {}).length > 0;
  return (
    <Suspense fallback={<Progress />}>
      <Typography variant="h6" component="h3" sx={{ m: 0 }}>
        {t('scheduleForm.input')}
      </Typography>
      {!hasFields && <div>{t('scheduleForm.noInput')}</div>}
      {hasSecrets(flow.input) && (
        <Alert severity="info">{t('scheduleForm.secrets')}</Alert>
      )}
      <InputForm
        schema={flow.input}
        input={what.input}
        problems={fields}
        optionTitle={optionTitle}
        disabled={false}
        onChange={form.changeInput}
        onAction={form.submit}
      >
        <Stack spacing={2} sx={{ mt: 2 }}>
          {!hasEnvironment(flow.input) && (
            <EnvironmentRow
              value={what.environment}
              onChange={environment => form.changeWhat({ environment })}
            />
          )}
          <Typography variant="h6" component="h3" sx={{ m: 0 }}>
            {t('scheduleForm.times')}
          </Typography>
          <WhenFields values={values} wrong={wrong} onChange={form.change} />
          <MoreFields values={values} wrong={wrong} onChange={form.change} />
          {error && (
            <FormRefusal
              error={error}
              of={form.errorOf}
              problems={others.filter(problem => !isOfField(problem))}
            />
          )}
          {!form.isReady && <div>{t('scheduleForm.notReady')}</div>}
          <Buttons busy={busy} isReady={form.isReady} onBack={form.leave} />
        </Stack>
      </InputForm>
    </Suspense>
  );
}

interface ButtonsProps {
  busy: boolean;
  isReady: boolean;
  onBack: () => void;
}

function Buttons({ busy, isReady, onBack }: ButtonsProps) {
  const t = useText();
  return (
    <Stack direction="row" useFlexGap flexWrap="wrap" spacing={1}>
      <Button
        type="submit"
        value="run"
        variant="contained"
        disabled={busy || !isReady}
      >
        {t('scheduleForm.save')}
      </Button>
      <Button type="submit" value="plan" variant="outlined" disabled={busy}>
        {t('scheduleForm.plan')}
      </Button>
      <Button onClick={onBack}>{t('scheduleForm.cancel')}</Button>
    </Stack>
  );
}

/** Those about the input have a path that begins with it, in the definition or in the request. */
function inputProblemsIn(error: Error | undefined) {
  return problemsIn(error).map(problem => ({
    ...problem,
    path: problem.path.replace(/^definition\./, ''),
  }));
}
