import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type {
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { ClockTime } from '../../time/ClockTime';
import { useText } from '../../translation';
import { HealthLabel } from '../health/HealthLabel';
import type { PendingOperation } from '../operation/operations';
import { ServiceLink } from '../ServiceLink';
import type { Judgement } from './judgeServices';
import { findRemedyOf } from './remedies';

/** So many causes are listed; the board below has all of them. */
const LISTED = 4;

interface CauseListProps {
  judgement: Judgement;
  services: ServiceState[];
  onAsk: (operation: PendingOperation) => void;
}

/** What is the matter with each cause, and what helps it alone. */
export function CauseList({ judgement, services, onAsk }: CauseListProps) {
  const { causes } = judgement;
  if (causes.length === 0) return null;
  const isOnly = causes.length === 1;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {causes.slice(0, LISTED).map(cause => (
        <Cause
          key={cause.name}
          cause={cause}
          services={services}
          isOnly={isOnly}
          onAsk={onAsk}
        />
      ))}
    </Box>
  );
}

interface CauseProps extends Pick<CauseListProps, 'services' | 'onAsk'> {
  cause: ServiceHealth;
  /** Its name, state and remedy are in the sentence above. */
  isOnly: boolean;
}

function Cause({ cause, services, isOnly, onAsk }: CauseProps) {
  const t = useText();
  const { status, title, since, reason } = cause;
  const remedy = isOnly ? undefined : findRemedyOf(cause, services, t);
  return (
    <Box
      component="li"
      sx={{
        py: 0.5,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1.5,
        alignItems: 'center',
        overflowWrap: 'anywhere',
      }}
    >
      <ServiceLink service={cause} title={title} />
      {!isOnly && <HealthLabel status={status} />}
      {!isOnly && since && (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {t('services.since', { time: <ClockTime at={since} /> })}
        </Box>
      )}
      {reason && (
        <Box component="span" sx={{ color: 'text.secondary', minWidth: 0 }}>
          {reason}
        </Box>
      )}
      {remedy && (
        <Button size="small" onClick={() => onAsk(remedy.operation)}>
          {remedy.label}
        </Button>
      )}
    </Box>
  );
}
