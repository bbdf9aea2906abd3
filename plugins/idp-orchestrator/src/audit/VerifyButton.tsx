import { useState } from 'react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import VerifyIcon from '@mui/icons-material/VerifiedUserOutlined';
import { useApi } from '@backstage/core-plugin-api';
import type {
  AuditVerification,
  SealCheckResult,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { messageOf } from '../api/problemsIn';
import { RelativeTime } from '../time/RelativeTime';
import { useText } from '../translation';

interface Outcome {
  busy?: boolean;
  verification?: AuditVerification;
  error?: Error;
}

/** Looks whether the entries are as they were written, and says so. */
export function VerifyButton() {
  const t = useText();
  const api = useApi(orchestratorApiRef);
  const [outcome, setOutcome] = useState<Outcome>({});
  const verify = async () => {
    setOutcome({ busy: true });
    try {
      setOutcome({ verification: await api.verifyAudit() });
    } catch (error) {
      setOutcome({ error: error as Error });
    }
  };
  return (
    <Box sx={{ mb: 1.5 }}>
      <Button
        size="small"
        variant="outlined"
        startIcon={<VerifyIcon />}
        disabled={outcome.busy}
        onClick={verify}
      >
        {t('audit.verify')}
      </Button>
      <Box role="status" sx={{ mt: 1, '&:empty': { display: 'none' } }}>
        <Result {...outcome} />
      </Box>
    </Box>
  );
}

function Result({ verification, error }: Outcome) {
  const t = useText();
  if (error) return <Alert severity="error">{messageOf(error)}</Alert>;
  if (!verification) return null;
  const { whole, checked, broken, seals } = verification;
  return (
    <>
      {whole ? (
        <Alert severity="success">
          {t('audit.whole', { count: checked })}{' '}
          {seals && <SealedUpTo seals={seals} />}
        </Alert>
      ) : (
        <Alert severity="error">
          {t('audit.broken', {
            number: String(broken?.number ?? ''),
            because: broken?.because ?? '',
          })}
        </Alert>
      )}
      {seals && <SealWarnings seals={seals} />}
    </>
  );
}

function SealedUpTo({ seals: { upTo, at } }: { seals: SealCheckResult }) {
  const t = useText();
  if (upTo === undefined || !at) return t('audit.unsealed');
  return (
    <>
      {t('audit.sealed', { number: String(upTo) })} (<RelativeTime at={at} />)
    </>
  );
}

/** What keeps seals from being made or checked. */
function SealWarnings({ seals }: { seals: SealCheckResult }) {
  const t = useText();
  const { problem, unchecked } = seals;
  return (
    <>
      {problem && <Alert severity="warning">{problem}</Alert>}
      {unchecked && (
        <Alert severity="warning">
          {t('audit.uncheckedSeals', {
            count: unchecked.count,
            keys: unchecked.keyIds.join(', '),
          })}
        </Alert>
      )}
    </>
  );
}
