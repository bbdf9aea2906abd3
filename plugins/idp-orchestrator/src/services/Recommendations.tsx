import { useState } from 'react';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type {
  Recommendation,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useLanguage } from '../time/useLanguage';
import { useText } from '../translation';
import { OperationDialog } from './operation/OperationDialog';
import {
  whyNotOperate,
  createPendingOperation,
  type PendingOperation,
} from './operation/operations';
import { describeDrift } from './state/describeDrift';

const SEVERITIES = {
  info: 'info',
  warning: 'warning',
  critical: 'error',
} as const;

interface RecommendationsProps {
  recommendations: Recommendation[];
  services: ServiceState[];
  onStarted: () => void;
}

/** What was seen and what to do about it, each with the button that does it. */
export function Recommendations(props: RecommendationsProps) {
  const { recommendations, services, onStarted } = props;
  const [pendingOperation, setPendingOperation] = useState<PendingOperation>();
  if (recommendations.length === 0) return null;
  return (
    <Stack spacing={1} sx={{ my: 1 }}>
      {recommendations.map((recommendation, index) => (
        <Alert
          key={`${recommendation.service} ${index}`}
          severity={SEVERITIES[recommendation.severity]}
          variant="outlined"
          sx={{
            color: 'text.primary',
            overflowWrap: 'anywhere',
            '& .v5-MuiAlert-message': { minWidth: 0, flexGrow: 1 },
          }}
        >
          <Stack
            direction={{ xs: 'column', sm: 'row' }}
            spacing={1}
            sx={{ justifyContent: 'space-between', alignItems: 'flex-start' }}
          >
            <span>
              <Told recommendation={recommendation} services={services} />
            </span>
            <DoIt
              recommendation={recommendation}
              services={services}
              onPendingOperation={setPendingOperation}
            />
          </Stack>
        </Alert>
      ))}
      {pendingOperation && (
        <OperationDialog
          pendingOperation={pendingOperation}
          onClose={() => setPendingOperation(undefined)}
          onStarted={onStarted}
        />
      )}
    </Stack>
  );
}

type ToldProps = Pick<DoItProps, 'recommendation' | 'services'>;

/** What was seen, in the reader's language where it is known what that is. */
function Told({ recommendation, services }: ToldProps) {
  const t = useText();
  const language = useLanguage();
  const { drift, service, text } = recommendation;
  const health = services.find(({ name }) => name === service)?.health;
  return drift && health
    ? (describeDrift(health, { now: Date.now(), language }, t) ?? text)
    : text;
}

interface DoItProps {
  recommendation: Recommendation;
  services: ServiceState[];
  onPendingOperation: (pendingOperation: PendingOperation) => void;
}

/** Opens the dialog of the recommended operation; nothing for those who may not. */
function DoIt({ recommendation, services, onPendingOperation }: DoItProps) {
  const t = useText();
  const { action } = recommendation;
  if (!action) return null;
  const meant = services.filter(({ name }) => action.services.includes(name));
  if (whyNotOperate(meant, t)) return null;
  const pendingOperation = createPendingOperation(action.operation, meant, t);
  return (
    <Button
      size="small"
      variant="outlined"
      onClick={() => onPendingOperation(pendingOperation)}
      sx={{ flexShrink: 0, wordBreak: 'normal' }}
    >
      {t('operation.actOf', {
        act: t(`operation.act.${action.operation}`),
        service: pendingOperation.what,
      })}
    </Button>
  );
}
