import Button from '@mui/material/Button';
import { Link } from '@backstage/core-components';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { HealthIcon } from '../../services/health/HealthLabel';
import {
  createPendingOperation,
  whyNotOperate,
  type Change,
  type PendingOperation,
} from '../../services/operation/operations';
import { describeDrift } from '../../services/state/describeDrift';
import { useServiceLink } from '../../services/ServiceLink';
import { useStepLink } from '../../services/useStepLink';
import { useLanguage } from '../../time/useLanguage';
import { useText } from '../../translation';
import { NeedItem } from './NeedItem';

interface DriftItemProps {
  service: ServiceState;
  onOperate: (operation: PendingOperation) => void;
}

/** A service that is not as people left it: up though stopped, or still down. */
export function DriftItem({ service, onOperate }: DriftItemProps) {
  const t = useText();
  const language = useLanguage();
  const stepLink = useStepLink();
  const serviceLink = useServiceLink();
  const { title, health } = service;
  const { drift, status, wanted } = health;
  const operation: Change = drift === 'runs' ? 'stop' : 'start';
  const act = t(
    drift === 'runs' ? 'services.drift.stopAgain' : 'operation.act.start',
  );
  const mayOperate = whyNotOperate([service], t) === '';
  return (
    <NeedItem
      icon={<HealthIcon status={status} />}
      title={describeDrift(health, { now: Date.now(), language }, t)}
      cause={wanted?.reason}
      facts={
        wanted && (
          <Link to={stepLink(wanted)}>{t('services.drift.stoppedBy')}</Link>
        )
      }
      actions={
        <>
          {mayOperate && (
            <Button
              size="small"
              variant="outlined"
              aria-label={`${act}: ${title}`}
              onClick={() =>
                onOperate(createPendingOperation(operation, [service], t))
              }
            >
              {act}
            </Button>
          )}
          <Button
            size="small"
            component={Link}
            to={serviceLink(service)}
            aria-label={`${t('services.drift.open')}: ${title}`}
          >
            {t('services.drift.open')}
          </Button>
        </>
      }
    />
  );
}
