import Box from '@mui/material/Box';
import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';
import { RiskChip } from './RiskChip';

interface RiskLabelProps {
  risk: Risk;
  /** What it comes from, where the flow itself declares a lower one. */
  through?: string;
}

/** How much harm it can do, and what that comes from where its author does not say so. */
export function RiskLabel({ risk, through }: RiskLabelProps) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1,
        rowGap: 0.5,
        minWidth: 0,
      }}
    >
      <RiskChip risk={risk} /> {through && <RiskSource through={through} />}
    </Box>
  );
}

/** Reads on from the risk: "through Set up sign-in → Remove the user pool". */
export function RiskSource({ through }: { through: string }) {
  const t = useText();
  return (
    <Box
      component="span"
      sx={{
        typography: 'body2',
        color: 'text.secondary',
        overflowWrap: 'anywhere',
      }}
    >
      {t('risk.through', { through })}
    </Box>
  );
}
