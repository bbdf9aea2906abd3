import type {
  ChangeWindow,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Translate } from '../translation';

/** How an environment is called. */
export type TitleOf = (environment: string) => string;

type Named = Pick<ChangeWindow, 'title' | 'kind' | 'environments' | 'source'>;

/** `Freeze “Year end”`, or `Freeze of Production` where nobody gave it a title. */
export function nameWindow(
  window: Named,
  t: Translate,
  titleOf: TitleOf,
): string {
  const { kind, title } = window;
  return isUntitled(window)
    ? t(`windows.of.${kind}`, { environments: listTitles(window, titleOf) })
    : t(`windows.named.${kind}`, { title });
}

/** What is waited for where a window holds something: `the end of the freeze “Year end”`. */
export function nameAwaited(
  window: Named,
  t: Translate,
  titleOf: TitleOf,
): string {
  const { kind, title } = window;
  return isUntitled(window)
    ? t(`windows.awaited.of.${kind}`, {
        environments: listTitles(window, titleOf),
      })
    : t(`windows.awaited.${kind}`, { title });
}

/** What something waits for that windows hold; in the words of the backend where it knows more of them. */
export function describeHold(
  { text, windows: ids = [] }: Pick<WaitingFor, 'text' | 'windows'>,
  known: ChangeWindow[],
  { t, titleOf }: { t: Translate; titleOf: TitleOf },
): string {
  const windows = findWindows(ids, known);
  return ids.length > 0 && windows.length === ids.length
    ? windows
        .map(window => nameAwaited(window, t, titleOf))
        .join(t('windows.and'))
    : text;
}

/** Those of the ids that are known, in the order of the ids. */
export function findWindows(
  ids: readonly string[],
  known: ChangeWindow[],
): ChangeWindow[] {
  return ids.flatMap(id => known.find(window => window.id === id) ?? []);
}

/** The title that the backend gives to one that is made without. */
const UNTITLED = { freeze: 'Freeze of', maintenance: 'Maintenance of' };

function isUntitled({ source, kind, title, environments }: Named): boolean {
  return (
    source === 'portal' &&
    title === `${UNTITLED[kind]} ${environments.join(', ')}`
  );
}

function listTitles({ environments }: Named, titleOf: TitleOf): string {
  return environments.map(titleOf).join(', ');
}
