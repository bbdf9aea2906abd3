import type { ChangeWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import { ClockTime } from '../../time/ClockTime';
import { useText } from '../../translation';
import { useWindowWords } from '../useWindowWords';
import type { WindowNote } from './listNotes';

/** What a window says, in a line: `Freeze of Production until 06:00 — because …`. */
export function NoteText({ note: { kind, window } }: { note: WindowNote }) {
  switch (kind) {
    case 'frozen':
      return <Frozen window={window} />;
    case 'closed':
      return <Closed window={window} />;
    case 'coming':
      return <Coming window={window} />;
    default:
      return <Open window={window} />;
  }
}

interface AboutWindow {
  window: ChangeWindow;
}

function Frozen({ window }: AboutWindow) {
  const t = useText();
  const { name } = useWindowWords();
  const { current, reason, starts, riskAtLeast = 'low' } = window;
  return (
    <>
      <strong>
        {current
          ? t('windows.note.frozen', {
              window: name(window),
              until: <ClockTime at={current.to} />,
            })
          : name(window)}
      </strong>
      {reason && ` — ${t('windows.note.because', { reason })}`}
      {'. '}
      {t(`windows.note.${starts}`, {
        changes: t(`windows.changes.${riskAtLeast}`),
      })}
    </>
  );
}

function Closed({ window }: AboutWindow) {
  const t = useText();
  const { nameAwaited } = useWindowWords();
  const { next, starts, riskAtLeast = 'low' } = window;
  return (
    <>
      {t(`windows.note.closed.${starts}`, {
        changes: t(`windows.changes.${riskAtLeast}`),
        window: nameAwaited(window),
      })}
      {next && (
        <>
          {': '}
          {t('windows.note.opens', { from: <ClockTime at={next.from} /> })}
        </>
      )}
      .
    </>
  );
}

function Coming({ window }: AboutWindow) {
  const t = useText();
  const { name } = useWindowWords();
  const { next, reason } = window;
  return (
    <>
      {next &&
        t('windows.note.coming', {
          window: name(window),
          from: <ClockTime at={next.from} />,
          until: <ClockTime at={next.to} />,
        })}
      {reason && ` — ${t('windows.note.because', { reason })}`}.
    </>
  );
}

function Open({ window }: AboutWindow) {
  const t = useText();
  const { name } = useWindowWords();
  return (
    <>
      {window.current &&
        t('windows.note.open', {
          window: name(window),
          until: <ClockTime at={window.current.to} />,
        })}
      .
    </>
  );
}
