import { Link } from '@backstage/core-components';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  flowRouteRef,
  runRouteRef,
  scheduleRouteRef,
  windowsRouteRef,
} from '../routes';
import { useServiceLink } from '../services/ServiceLink';
import { useText } from '../translation';
import { usePluginLink } from '../usePluginLink';
import { shortId } from './ResultText';

interface SubjectLinkProps {
  subject: NonNullable<AuditEntry['subject']>;
  environment?: string;
}

/** What a call was about, with its page where it has one. */
export function SubjectLink({ subject, environment }: SubjectLinkProps) {
  const t = useText();
  const runLink = usePluginLink(runRouteRef);
  const flowLink = usePluginLink(flowRouteRef);
  const windowsLink = usePluginLink(windowsRouteRef);
  const scheduleLink = usePluginLink(scheduleRouteRef);
  const serviceLink = useServiceLink();
  const { kind, id } = subject;
  switch (kind) {
    case 'run':
      return (
        <Link underline="always" to={runLink({ runId: id })}>
          {t('audit.subjects.run', { name: shortId(id) })}
        </Link>
      );
    case 'flow':
      return (
        <Link underline="always" to={flowLink({ flowId: id })}>
          {t('audit.subjects.flow', { name: id })}
        </Link>
      );
    case 'service':
      return (
        <Link underline="always" to={serviceLink({ name: id, environment })}>
          {t('audit.subjects.service', { name: id })}
        </Link>
      );
    case 'window':
      return (
        <Link underline="always" to={windowsLink()}>
          {t('audit.subjects.window', { name: shortId(id) })}
        </Link>
      );
    case 'schedule':
      return (
        <Link underline="always" to={scheduleLink({ scheduleId: id })}>
          {t('audit.subjects.schedule', { name: id })}
        </Link>
      );
    case 'script':
    case 'delivery':
      return <span>{t(`audit.subjects.${kind}`, { name: id })}</span>;
    default:
      return (
        <span>
          {kind} {id}
        </span>
      );
  }
}
