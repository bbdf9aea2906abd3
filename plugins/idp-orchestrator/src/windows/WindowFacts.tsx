import type { ReactNode } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { ChangeWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName, shortRef } from '../people/InitiatorName';
import { TimeLeft } from '../time/TimeLeft';
import { useLanguage } from '../time/useLanguage';
import { useText, type Translate } from '../translation';
import { formatSpan } from './formatSpan';

/** When it is, what it holds and what becomes of that, who may go on nevertheless, and who made it and why. */
export function WindowFacts({ window }: { window: ChangeWindow }) {
  const t = useText();
  const { by, reason, source, file, outdated, id } = window;
  return (
    <Box component="dl" sx={FACTS}>
      <Row name={t('windows.when')}>
        <Span window={window} />
      </Row>
      {window.timing.cron && (
        <Row name={t('windows.again')}>{describeCron(window, t)}</Row>
      )}
      <Row name={t('windows.holds')}>{describeScope(window, t)}</Row>
      <Row name={t('windows.runs')}>
        {t(`windows.starts.${window.kind}.${window.starts}`)}{' '}
        {t(`windows.running.${window.running}`)}
      </Row>
      <Row name={t('windows.override')}>{describeOverride(window, t)}</Row>
      {by && (
        <Row name={t('windows.madeBy')}>
          <InitiatorName initiator={by} />
        </Row>
      )}
      {reason && <Row name={t('windows.reason')}>{reason}</Row>}
      {source === 'configuration' && (
        <Row name={t('windows.source')}>
          {t('windows.written', {
            key: <code>idpOrchestrator.windows</code>,
            id: <code>{id}</code>,
          })}
        </Row>
      )}
      {file && (
        <Row name={t('windows.source')}>
          {t('windows.inFile', {
            file: <code>{file}</code>,
            id: <code>{id}</code>,
          })}
          {outdated && (
            <Alert severity="warning">
              {t('windows.outdated', { why: outdated })}
            </Alert>
          )}
        </Row>
      )}
    </Box>
  );
}

const FACTS = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    sm: 'max-content minmax(0, 1fr)',
  },
  columnGap: 2,
  rowGap: { xs: 0, sm: 0.5 },
  '& dt': { color: 'text.secondary' },
  '& dd': { m: 0, mb: { xs: 0.75, sm: 0 } },
};

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** In the reader's time zone, and in that of the window where it is another time there. */
function Span({ window: { current, next, timing } }: { window: ChangeWindow }) {
  const t = useText();
  const language = useLanguage();
  const span = current ?? next;
  if (!span) return null;
  const here = formatSpan(span, language);
  const there = formatSpan(span, language, timing.timezone);
  return (
    <>
      {here}{' '}
      <TimeLeft until={current ? current.to : span.from}>
        {left => t(`windows.left.${current ? 'ends' : 'begins'}`, { left })}
      </TimeLeft>
      {there !== here && (
        <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
          {t('windows.inZone', { span: there, timezone: timing.timezone })}
        </Box>
      )}
    </>
  );
}

function describeCron({ timing }: ChangeWindow, t: Translate): ReactNode {
  const { cron = '', duration = '', until, timezone } = timing;
  const told = { cron: <code>{cron}</code>, duration, timezone };
  return until
    ? t('windows.cronUntil', { ...told, until })
    : t('windows.cron', told);
}

function describeScope(
  { riskAtLeast = 'low', flows }: ChangeWindow,
  t: Translate,
): string {
  const changes = t(`windows.changes.${riskAtLeast}`);
  return flows
    ? t('windows.onlyFlows', { changes, flows: flows.join(', ') })
    : changes;
}

/** Who may let a run go on in spite of it: `2 of anna, release-managers`. */
export function describeOverride(
  { override }: ChangeWindow,
  t: Translate,
): string {
  if (!override) return t('windows.overrideBy.nobody');
  const { approvers, count } = override;
  return approvers.length > 0
    ? t('windows.overrideBy.people', {
        count,
        people: approvers.map(shortRef).join(', '),
      })
    : t('windows.overrideBy.anybody', { count });
}
