import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { StartingTemplate } from '@idp/backstage-plugin-idp-orchestrator-common';
import { EntityLink } from '../../catalog/EntityLink';
import { templateTaskRouteRef } from '../../routes';
import { useText } from '../../translation';
import { Fact } from './Fact';

/** The software template that started a run, and what it did beside that. */
export function TemplateFact({ template }: { template: StartingTemplate }) {
  const t = useText();
  const { entityRef, taskId } = template;
  return (
    <Fact name={t('run.template')}>
      {entityRef && <EntityLink entityRef={entityRef} />}
      {entityRef && taskId && ', '}
      {taskId && (
        <TaskLink
          taskId={taskId}
          text={t(entityRef ? 'run.itsTask' : 'run.templateTask')}
        />
      )}
    </Fact>
  );
}

/** The page of the task; its id is told where there is no such page. */
function TaskLink({ taskId, text }: { taskId: string; text: string }) {
  const link = useRouteRef(templateTaskRouteRef);
  return link ? (
    <Link to={link({ taskId })} title={taskId}>
      {text}
    </Link>
  ) : (
    <span>{`${text} ${taskId}`}</span>
  );
}
