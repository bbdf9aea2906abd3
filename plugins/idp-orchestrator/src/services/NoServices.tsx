import DnsIcon from '@mui/icons-material/DnsOutlined';
import { Notice } from '../notice/Notice';
import { useText } from '../translation';

/** The environment has no services: how they come to be. */
export function NoServices() {
  const t = useText();
  return (
    <Notice icon={<DnsIcon />} title={t('services.empty.title')}>
      {t('services.empty.text')} <code>idpOrchestrator.services</code>,{' '}
      <code>idp-orchestrator/service</code>
    </Notice>
  );
}
