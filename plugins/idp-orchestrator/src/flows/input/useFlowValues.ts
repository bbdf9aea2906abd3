import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  withoutSecrets,
  type InputSchema,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { fillDefaults } from './schema/fillDefaults';
import { isRecord } from './schema/JsonSchema';
import { readFlowValues, writeFlowValues, type FlowValues } from './flowValues';

/** Browsers limit how often an address may change, so it follows the typing at a distance (ms). */
const ADDRESS_LAG_MS = 300;

interface FlowValuesOptions {
  schema: InputSchema;
  /** The run that is to be had again. */
  again?: Run;
  /** A run is being started: a late change of the address would lead back from its page. */
  still: boolean;
}

/**
 * What is filled in, kept in the address so that it survives a reload and can
 * be sent to somebody. Secrets are only here, and have to be said each time.
 */
export function useFlowValues({ schema, again, still }: FlowValuesOptions) {
  const [query, setQuery] = useSearchParams();
  const [values, setValues] = useState(() =>
    withDefaults(
      again ? valuesOf(again, schema) : readFlowValues(query, schema),
      schema,
    ),
  );

  useEffect(() => {
    const next = writeFlowValues(values, schema);
    if (still || next.toString() === query.toString()) return undefined;
    const timer = setTimeout(
      () => setQuery(next, { replace: true }),
      ADDRESS_LAG_MS,
    );
    return () => clearTimeout(timer);
  }, [values, schema, still, query, setQuery]);

  const change = useCallback(
    (part: Partial<FlowValues>) => setValues(old => ({ ...old, ...part })),
    [],
  );
  return { values, change };
}

/** What would come in the place of what is not said is shown, and can be changed. */
function withDefaults(values: FlowValues, schema: InputSchema): FlowValues {
  const input = fillDefaults(schema, values.input);
  return { ...values, input: isRecord(input) ? input : values.input };
}

function valuesOf(run: Run, schema: InputSchema): FlowValues {
  const { input, environment, reason } = run;
  return { input: withoutSecrets(input, schema), environment, reason };
}
