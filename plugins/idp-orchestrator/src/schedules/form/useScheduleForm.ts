import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import type {
  FlowSummary,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { problemsIn } from '../../api/problemsIn';
import {
  DRY_RUN_FIELD,
  ENVIRONMENT_INPUT,
  environmentOf,
  hasEnvironment,
  type FormAction,
} from '../../flows/createRequest';
import { fillDefaults } from '../../flows/input/schema/fillDefaults';
import { isRecord } from '../../flows/input/schema/JsonSchema';
import { useToast } from '../../notice/useToast';
import { scheduleRouteRef } from '../../routes';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { titleOf } from '../shownState';
import { fieldProblems } from './fieldProblems';
import type { SaveQuestion } from './SaveDialog';
import {
  toDefinition,
  toTiming,
  type ScheduleValues,
  type WhatIsStarted,
} from './scheduleValues';
import { usePreview } from './usePreview';

/** What the form is filled in with at first. */
export interface Begin {
  values: ScheduleValues;
  what: WhatIsStarted;
  /** Of the schedule that is changed; absent for a new one. */
  revision?: number;
}

interface Outcome {
  busy?: boolean;
  plan?: RunPlan;
  error?: Error;
  errorOf?: 'plan' | 'save';
  /** Nothing is saved until it is confirmed. */
  asks?: SaveQuestion;
}

export type ScheduleFormState = ReturnType<typeof useScheduleForm>;

/** What is filled in, what is wrong with it, when it would be due; and what the buttons do. */
export function useScheduleForm(flows: FlowSummary[], begin: Begin) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const [values, setValues] = useState(begin.values);
  const [what, setWhat] = useState(() => withDefaults(begin.what, flows));
  const [outcome, setOutcome] = useState<Outcome>({});
  const leave = useLeave(begin);
  const flow = flows.find(({ id }) => id === what.flow);
  const where = whereOf(what, flow);
  const timing = useMemo(() => toTiming(values), [values]);
  const preview = usePreview(timing);
  const definition = toDefinition(values, where);
  const wrong = useMemo(() => {
    const told = [preview?.error, outcome.error].flatMap(problemsIn);
    return fieldProblems(told, t);
  }, [preview?.error, outcome.error, t]);

  const changeWhat = (part: Partial<WhatIsStarted>) => {
    setWhat(old => ({ ...old, ...part }));
    setOutcome({});
  };
  const submit = async (action: FormAction) => {
    setOutcome(({ plan }) => ({ busy: true, plan }));
    try {
      const plan = await api.planRun(where.flow, requestOf(where));
      const isSaving = action === 'run' && definition !== undefined;
      setOutcome(isSaving ? { plan, asks: { definition, plan } } : { plan });
    } catch (error) {
      setOutcome({ error: error as Error, errorOf: 'plan' });
    }
  };
  return {
    ...outcome,
    busy: outcome.busy === true,
    errorOf: outcome.errorOf ?? ('save' as const),
    values,
    what,
    flow,
    wrong,
    preview,
    isReady: definition !== undefined,
    change: (part: Partial<ScheduleValues>) => {
      setValues(old => ({ ...old, ...part }));
      setOutcome(({ plan }) => ({ plan }));
    },
    changeWhat,
    /** The form shows no dry run; one that was written stays. */
    changeInput: (input: WhatIsStarted['input']) => {
      const { [DRY_RUN_FIELD]: dry } = what.input;
      const kept = dry === undefined ? {} : { [DRY_RUN_FIELD]: dry };
      changeWhat({ input: { ...input, ...kept } });
    },
    chooseFlow: (id: string) =>
      changeWhat(withDefaults({ ...what, flow: id, input: {} }, flows)),
    submit,
    save: async (reason: string) => {
      try {
        await leave.save(outcome.asks!, reason);
      } catch (error) {
        // What is wrong with a field is told there, and all else in the dialog.
        if (problemsIn(error).length === 0) throw error;
        setOutcome({ error: error as Error, errorOf: 'save' });
      }
    },
    withdraw: () => setOutcome(({ asks: _, ...rest }) => rest),
    leave: leave.back,
  };
}

/** Saves it and goes to its page, or goes back without. */
function useLeave({ values, revision }: Begin) {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const toast = useToast();
  const navigate = useNavigate();
  const link = usePluginLink(scheduleRouteRef);
  const isNew = revision === undefined;
  return {
    async save({ definition }: SaveQuestion, reason: string) {
      const request = { definition, ...(reason && { reason }) };
      if (isNew) await api.createSchedule(request);
      else await api.updateSchedule(values.id, { ...request, revision });
      const schedule = titleOf(definition);
      toast({ text: t('scheduleForm.done', { schedule }) });
      navigate(link({ scheduleId: definition.id }));
    },
    back: () => {
      if (isNew) navigate(-1);
      else navigate(link({ scheduleId: values.id }));
    },
  };
}

/** Where its flow asks for the environment itself, that is where its runs work. */
function whereOf(
  what: WhatIsStarted,
  flow: FlowSummary | undefined,
): WhatIsStarted {
  const named = flow && environmentOf(flow, what);
  return { ...what, environment: named ?? what.environment };
}

function requestOf({ input, environment }: WhatIsStarted) {
  return { input, ...(environment && { environment }) };
}

/** What would come in the place of what is not said is shown, and can be changed; a dry run is no default. */
function withDefaults(
  what: WhatIsStarted,
  flows: FlowSummary[],
): WhatIsStarted {
  const flow = flows.find(({ id }) => id === what.flow);
  if (!flow) return what;
  const { environment } = what;
  const given =
    hasEnvironment(flow.input) && environment
      ? { [ENVIRONMENT_INPUT]: environment, ...what.input }
      : what.input;
  const isDry = Object.hasOwn(given, DRY_RUN_FIELD);
  const filled = fillDefaults(flow.input, given);
  const { [DRY_RUN_FIELD]: dry, ...input } = isRecord(filled) ? filled : given;
  return { ...what, input: isDry ? { ...input, [DRY_RUN_FIELD]: dry } : input };
}
