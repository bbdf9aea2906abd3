import { useMemo } from 'react';
import type {
  ChangeWindow,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { findEnvironment } from '../services/environment/readEnvironments';
import { useEnvironments } from '../services/environment/useEnvironments';
import { useText } from '../translation';
import { describeHold, nameAwaited, nameWindow } from './nameWindow';
import { useKnownWindows } from './WindowsProvider';

/** Names windows, and what is waited for where they hold something, in the reader's language. */
export function useWindowWords() {
  const t = useText();
  const environments = useEnvironments();
  const known = useKnownWindows();
  return useMemo(() => {
    const titleOf = (name: string) => findEnvironment(environments, name).title;
    return {
      titleOf,
      name: (window: ChangeWindow) => nameWindow(window, t, titleOf),
      nameAwaited: (window: ChangeWindow) => nameAwaited(window, t, titleOf),
      describeHold: (held: Pick<WaitingFor, 'text' | 'windows'>) =>
        describeHold(held, known, { t, titleOf }),
    };
  }, [environments, known, t]);
}
