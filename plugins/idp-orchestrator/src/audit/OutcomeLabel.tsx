import Box from '@mui/material/Box';
import BlockIcon from '@mui/icons-material/Block';
import DoneIcon from '@mui/icons-material/CheckCircle';
import FailedIcon from '@mui/icons-material/Error';
import UnknownIcon from '@mui/icons-material/HelpOutlined';
import type { AuditEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

const LOOKS = {
  done: { Icon: DoneIcon, color: 'success.main' },
  refused: { Icon: BlockIcon, color: 'warning.main' },
  failed: { Icon: FailedIcon, color: 'error.main' },
  unknown: { Icon: UnknownIcon, color: 'warning.main' },
} as const;

/** Whether a call was done, refused, or could not be done, or that nobody knows. */
export function OutcomeLabel({ outcome }: Pick<AuditEntry, 'outcome'>) {
  const t = useText();
  const { Icon, color } = LOOKS[outcome];
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        whiteSpace: 'nowrap',
      }}
    >
      <Box component={Icon} aria-hidden sx={{ color, fontSize: 20 }} />
      {t(`audit.outcomes.${outcome}`)}
    </Box>
  );
}
