import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { Notice } from '../../notice/Notice';
import { StateIcon } from '../../state/StateIcon';
import { useText, type Translate } from '../../translation';
import { useTellWait } from '../../windows/useTellWait';

/** A step that has no log because it never began: what it waits for, or why it will not. */
export function NotStarted({ run, step }: { run: Run; step: RunStep }) {
  const t = useText();
  const tellWait = useTellWait();
  return (
    <Notice
      icon={<StateIcon status={step.status} />}
      title={t(`state.${step.status}`)}
    >
      {step.skippedBecause ??
        tellWait(step.waitingFor) ??
        reasonOf(run, step, t)}
    </Notice>
  );
}

function reasonOf(run: Run, step: RunStep, t: Translate): string {
  if (isOver(run.status)) return t('steps.neverStarted');
  const open = run.steps.filter(
    ({ id, status }) => step.needs.includes(id) && !isOver(status),
  );
  return open.length > 0
    ? t('steps.waitsFor', { steps: open.map(({ title }) => title).join(', ') })
    : t('steps.startsSoon');
}
