import Chip from '@mui/material/Chip';
import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';

const COLORS = {
  low: 'default',
  medium: 'info',
  high: 'warning',
  critical: 'error',
} as const;

/** How much harm it can do. */
export function RiskChip({ risk }: { risk: Risk }) {
  const t = useText();
  return (
    <Chip
      size="small"
      variant="outlined"
      color={COLORS[risk]}
      label={t(`risk.${risk}`)}
      // The colours are too light for small letters; the border has them.
      sx={{ m: 0, '& .v5-MuiChip-label': { color: 'text.primary' } }}
    />
  );
}
