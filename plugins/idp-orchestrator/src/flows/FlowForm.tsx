import { lazy, Suspense, useMemo } from 'react';
import Alert from '@mui/material/Alert';
import Autocomplete from '@mui/material/Autocomplete';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import {
  hasSecrets,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { problemsIn } from '../api/problemsIn';
import { useText } from '../translation';
import { FormButtons } from './input/FormButtons';
import { hasEnvironment, type FormAction } from './createRequest';
import type { FlowValues } from './input/flowValues';
import { placeProblems } from './input/placeProblems';
import { RefusalAlert } from './RefusalAlert';

const InputForm = lazy(async () => ({
  default: (await import('./input/InputForm')).InputForm,
}));

/** Offered, not prescribed: the backend knows the environments and says so when one is wrong. */
const USUAL_ENVIRONMENTS = ['development', 'staging', 'production'];

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
        disabled={!flow.mayRun}
        onChange={input => onChange({ input })}
        onAction={(action, input) =>
          props.onAction(action, { ...values, input })
        }
      >
        <Stack spacing={2} sx={{ mt: 2 }}>
          {!hasEnvironment(flow.input) && (
            <Autocomplete
              freeSolo
              options={USUAL_ENVIRONMENTS}
              inputValue={values.environment ?? ''}
              onInputChange={(_, environment) => onChange({ environment })}
              disabled={!flow.mayRun}
              renderInput={params => (
                <TextField
                  {...params}
                  label={t('form.environment')}
                  helperText={t('form.environmentHint')}
                />
              )}
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
