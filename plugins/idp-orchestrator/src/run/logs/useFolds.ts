import { useCallback, useEffect, useState } from 'react';
import { errorApiRef, useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { findGroupEnd, GROUP_MARK } from './findGroupEnd';
import type { Fold } from './folds';

interface Folded {
  runId: string;
  step: string;
  attempt: number;
  /** The line that the address points at; its group is opened. */
  line?: number;
}

/** Which groups of a log the reader has folded; all are open at first. */
export function useFolds({ runId, step, attempt, line }: Folded) {
  const api = useApi(orchestratorApiRef);
  const errors = useApi(errorApiRef);
  const [folds, setFolds] = useState<Fold[]>([]);

  useEffect(() => setFolds([]), [runId, step, attempt]);

  useEffect(() => {
    if (line) setFolds(last => last.filter(fold => !hides(fold, line)));
  }, [line]);

  const onFold = useCallback(
    async (header: number, fold: boolean) => {
      if (!fold) {
        setFolds(last => last.filter(known => known.header !== header));
        return;
      }
      try {
        const search = (from: number) =>
          api.readLogs(runId, { step, attempt, from, search: GROUP_MARK });
        const end = await findGroupEnd(search, header);
        setFolds(last => [
          ...last.filter(known => known.header !== header),
          { header, end },
        ]);
      } catch (error) {
        errors.post(error as Error);
      }
    },
    [api, errors, runId, step, attempt],
  );

  return { folds, onFold };
}

function hides({ header, end }: Fold, line: number): boolean {
  return line > header && line <= end;
}
