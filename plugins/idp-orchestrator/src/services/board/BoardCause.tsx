import Box from '@mui/material/Box';
import type {
  PlatformHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { judgeServices } from '../state/judgeServices';
import { PlatformState } from '../state/PlatformState';

interface BoardCauseProps {
  health?: PlatformHealth;
  services: ServiceState[];
  onStarted: () => void;
}

/** What is the matter, told once above the tiles that it shows on; nothing when nothing is. */
export function BoardCause(props: BoardCauseProps) {
  const { causes, pending } = judgeServices(
    props.services.map(({ health }) => health),
  );
  if (!props.health || causes.length + pending.length === 0) return null;
  return (
    <Box sx={{ mb: 2 }}>
      <PlatformState {...props} />
    </Box>
  );
}
