import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { InitiatorName } from '../people/InitiatorName';
import { useText } from '../translation';
import { ACTS, isKnownAct } from './acts';
import { SubjectLink } from './SubjectLink';

/** Who did what to what, or wanted to, as a sentence with links. */
export function AuditSentence({ entry }: { entry: AuditEntry }) {
  const t = useText();
  const { act, by, outcome, subject, environment } = entry;
  const who = (
    <strong>
      <InitiatorName initiator={by} />
    </strong>
  );
  const object = subject ? (
    <SubjectLink subject={subject} environment={environment} />
  ) : (
    <></>
  );
  if (!isKnownAct(act)) {
    return t('audit.other', { who, act: <code>{act}</code>, subject: object });
  }
  const name = ACTS[act];
  if (outcome === 'done') {
    return t(`audit.acts.${name}.done`, { who, subject: object });
  }
  const what = <>{t(`audit.acts.${name}.to`, { subject: object })}</>;
  return t(`audit.${outcome}To`, { who, what });
}
