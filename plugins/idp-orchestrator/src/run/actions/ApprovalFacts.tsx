import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName, shortRef } from '../../people/InitiatorName';
import { formatAbsolute } from '../../time/formatRelative';
import { TimeLeft } from '../../time/TimeLeft';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { listNextSteps, questionOf } from './approvalWords';

/** What a step asks, until when, what follows, who may answer, how many it takes, and who has answered. */
export function ApprovalFacts({ run, step }: { run: Run; step: RunStep }) {
  const t = useText();
  const { approval, attempts } = step;
  const answers = (step.answers ?? []).filter(
    ({ attempt }) => attempt === attempts,
  );
  const next = listNextSteps(run, step);
  return (
    <Alert severity="info" icon={false} sx={{ overflowWrap: 'anywhere' }}>
      <Box sx={{ typography: 'subtitle2' }}>{questionOf(step)}</Box>
      <Deadline step={step} />
      <Box>
        {next.length > 0
          ? t('acts.then', { steps: next.join(', ') })
          : t('acts.thenEnd')}
      </Box>
      {approval && (
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          <li>
            {approval.approvers.length > 0
              ? t('acts.rule.who', {
                  people: approval.approvers.map(shortRef).join(', '),
                })
              : t('acts.rule.anybody')}
          </li>
          <li>
            {t('acts.rule.count', {
              given: String(
                answers.filter(({ answer }) => answer === 'approve').length,
              ),
              wanted: String(approval.count),
            })}
          </li>
          {!approval.allowInitiator && <li>{t('acts.rule.notOwn')}</li>}
          {answers.map(({ answer, by, via, comment, at }) => (
            <li key={`${by.ref} ${at}`}>
              {t(`acts.rule.${answer}`)} <InitiatorName initiator={by} />
              {via === 'link' && ` (${t('audit.means.link')})`}
              {comment && `: ${comment}`}
            </li>
          ))}
        </Box>
      )}
    </Alert>
  );
}

/** Until when somebody has to answer, and what happens when nobody does. */
function Deadline({ step }: { step: RunStep }) {
  const t = useText();
  const language = useLanguage();
  const until = step.waitingFor?.until;
  if (!until) return <Box>{t('acts.deadline.none')}</Box>;
  return (
    <Box>
      <TimeLeft until={until}>
        {left =>
          t('acts.deadline.at', { at: formatAbsolute(until, language), left })
        }
      </TimeLeft>{' '}
      {t(`acts.deadline.${step.onFailure}`)}
    </Box>
  );
}
