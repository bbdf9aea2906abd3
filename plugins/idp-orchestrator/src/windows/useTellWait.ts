import { useCallback } from 'react';
import type { WaitingFor } from '@idp/backstage-plugin-idp-orchestrator-common';
import { formatClock } from '../time/formatClock';
import { useLanguage } from '../time/useLanguage';
import { useText } from '../translation';
import { useWindowWords } from './useWindowWords';

export type TellWait = (waitingFor?: WaitingFor) => string | undefined;

/** Tells in a line what is waited for; of what a window holds also until when. */
export function useTellWait(): TellWait {
  const t = useText();
  const language = useLanguage();
  const { describeHold } = useWindowWords();
  return useCallback(
    waitingFor => {
      if (waitingFor?.kind !== 'window') return waitingFor?.text;
      const what = describeHold(waitingFor);
      const { until } = waitingFor;
      return until
        ? t('windows.waitsUntil', {
            what,
            until: formatClock(until, Date.now(), language),
          })
        : t('windows.waitsFor', { what });
    },
    [t, language, describeHold],
  );
}
