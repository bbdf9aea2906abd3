import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  readFlowValues,
  writeFlowValues,
  type FlowValues,
  type InputSchema,
} from './flowValues';

/** Browsers limit how often an address may change, so it follows the typing at a distance (ms). */
const ADDRESS_LAG_MS = 300;

/**
 * What is filled in, kept in the address so that it survives a reload and can
 * be sent to somebody. While `still`, the address is left alone: a run is
 * being started, and a late change would lead back from its page.
 */
export function useFlowValues(schema: InputSchema, still: boolean) {
  const [query, setQuery] = useSearchParams();
  const [values, setValues] = useState(() => readFlowValues(query));

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
