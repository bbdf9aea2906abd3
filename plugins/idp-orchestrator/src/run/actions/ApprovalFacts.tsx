import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName, shortRef } from '../../people/InitiatorName';
import { useText } from '../../translation';

/** What a step asks, who may answer, how many it takes, and who has answered. */
export function ApprovalFacts({ step }: { step: RunStep }) {
  const t = useText();
  const { approval, waitingFor, attempts } = step;
  const answers = (step.answers ?? []).filter(
    ({ attempt }) => attempt === attempts,
  );
  return (
    <Alert severity="info" icon={false} sx={{ overflowWrap: 'anywhere' }}>
      {waitingFor?.text}
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
