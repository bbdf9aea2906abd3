import {
  principalOf,
  type ChangeWindow,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';

interface OverrideCountProps {
  run: Run;
  window: ChangeWindow;
}

/** How many of the people that it takes have let a run go on in spite of a window; nothing while one is enough. */
export function OverrideCount({ run, window }: OverrideCountProps) {
  const t = useText();
  const wanted = window.override?.count ?? 0;
  const given = (run.windowOverrides ?? []).filter(({ windows }) =>
    windows.includes(window.id),
  );
  const people = new Set(given.map(({ by }) => principalOf(by)));
  if (wanted < 2) return null;
  return <>{t('held.given', { count: wanted, given: String(people.size) })}</>;
}
