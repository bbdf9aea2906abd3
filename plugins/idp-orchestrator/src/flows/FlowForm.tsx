import { lazy, Suspense, useCallback, useMemo } from 'react';
import Alert from '@mui/material/Alert';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import {
  hasSecrets,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { problemsIn } from '../api/problemsIn';
import { findEnvironment } from '../services/environment/readEnvironments';
import { useEnvironment } from '../services/environment/useEnvironment';
import { useText } from '../translation';
import { EnvironmentField } from './EnvironmentField';
import { FormButtons } from './input/FormButtons';
import {
  ENVIRONMENT_INPUT,
  hasEnvironment,
  type FormAction,
} from './createRequest';
import type { FlowValues } from './input/flowValues';
import { placeProblems } from './input/placeProblems';
import { RefusalAlert } from './RefusalAlert';

const InputForm = lazy(async () => ({
  default: (await import('./input/InputForm')).InputForm,
}));

interface FlowFormProps {
  flow: FlowSummary;
  values: FlowValues;
  /** The form was filled in as a run was, of which secrets were not taken over. */
  asksSecretsAgain?: boolean;
  error?: Error;
  busy?: FormAction;
  onChange: (part: Partial<FlowValues>) => void;
  onAction: (action: FormAction, values: FlowValues) => void;
}

/** What a run of the flow needs to know, and the ways to start one. */
export function FlowForm(props: FlowFormProps) {
  const { flow, values, error, onChange } = props;
  const t = useText();
  const { environments } = useEnvironment();
  const optionTitle = useCallback(
    (at: string, value: unknown) =>
      at === ENVIRONMENT_INPUT && typeof value === 'string'
        ? findEnvironment(environments, value).title
        : undefined,
    [environments],
  );
  const { fields, others } = useMemo(
    () => placeProblems(problemsIn(error), flow.input, values.input),
    [error, flow.input, values.input],
  );
  return (
    <Suspense fallback={<FormSkeleton />}>
      {props.asksSecretsAgain && hasSecrets(flow.input) && (
        <Alert severity="info" sx={{ mb: 2 }}>
          {t('form.secretsAgain')}
        </Alert>
      )}
      <InputForm
        schema={flow.input}
        input={values.input}
        problems={fields}
        optionTitle={optionTitle}
        disabled={!flow.mayRun}
        onChange={input => onChange({ input })}
        onAction={(action, input) =>
          props.onAction(action, { ...values, input })
        }
      >
        <Stack spacing={2} sx={{ mt: 2 }}>
          {!hasEnvironment(flow.input) && (
            <EnvironmentField
              value={values.environment ?? ''}
              onChange={environment => onChange({ environment })}
              disabled={!flow.mayRun}
            />
          )}
          <TextField
            label={t('form.reason')}
            helperText={t('form.reasonHint')}
            value={values.reason ?? ''}
            onChange={event => onChange({ reason: event.target.value })}
            inputProps={{ maxLength: 1_000 }}
            disabled={!flow.mayRun}
          />
          {error && <RefusalAlert error={error} problems={others} />}
          {!flow.mayRun && (
            <Alert severity="info">
              {t('flows.mayNotRun', { because: flow.notAllowedReason ?? '' })}
            </Alert>
          )}
          <FormButtons disabled={!flow.mayRun} busy={props.busy} />
        </Stack>
      </InputForm>
    </Suspense>
  );
}

function FormSkeleton() {
  return (
    <Stack spacing={2} aria-hidden>
      {[0, 1, 2, 3].map(row => (
        <Skeleton key={row} variant="rounded" height={52} />
      ))}
    </Stack>
  );
}
