import type { SvgIconComponent } from '@mui/icons-material';
import AutorenewIcon from '@mui/icons-material/Autorenew';
import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import ErrorIcon from '@mui/icons-material/Error';
import HelpIcon from '@mui/icons-material/HelpOutline';
import StopCircleIcon from '@mui/icons-material/StopCircleOutlined';
import WarningIcon from '@mui/icons-material/Warning';
import type {
  PlatformHealth,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ShownState } from '../state/shownState';

export type HealthStatus = ShownState | PlatformHealth['status'];

/** How a state of health looks besides its word: a shape first, a colour second. */
export interface HealthLook {
  Icon: SvgIconComponent;
  /** A path in the theme's palette, so that both themes have their own shade. */
  color: string;
  turning?: boolean;
}

const BUSY = { Icon: AutorenewIcon, color: 'info.main', turning: true };
const BAD = { Icon: ErrorIcon, color: 'error.main' };

export const HEALTH_LOOKS: Record<HealthStatus, HealthLook> = {
  healthy: { Icon: CheckCircleIcon, color: 'success.main' },
  degraded: { Icon: WarningIcon, color: 'warning.main' },
  down: BAD,
  unhealthy: BAD,
  unknown: { Icon: HelpIcon, color: 'text.secondary' },
  stopped: { Icon: StopCircleIcon, color: 'text.secondary' },
  changing: BUSY,
  starting: BUSY,
  stopping: BUSY,
  restarting: BUSY,
};

/** What probes see of a service, the most urgent first. */
export const SERVICE_STATUSES: ReadonlyArray<ServiceHealth['status']> = [
  'down',
  'degraded',
  'unknown',
  'healthy',
];
