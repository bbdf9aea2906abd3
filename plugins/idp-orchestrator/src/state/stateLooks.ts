import type { SvgIconComponent } from '@mui/icons-material';
import BlockIcon from '@mui/icons-material/Block';
import CancelIcon from '@mui/icons-material/Cancel';
import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import ErrorIcon from '@mui/icons-material/Error';
import HourglassIcon from '@mui/icons-material/HourglassTop';
import PauseIcon from '@mui/icons-material/PauseCircle';
import PendingIcon from '@mui/icons-material/RadioButtonUnchecked';
import RunningIcon from '@mui/icons-material/Autorenew';
import SkippedIcon from '@mui/icons-material/DoNotDisturbOn';
import WarningIcon from '@mui/icons-material/Warning';
import ThumbDownIcon from '@mui/icons-material/ThumbDown';
import type { ShownState } from './shownState';

/** How a state looks besides its word: a shape first, a colour second. */
export interface StateLook {
  Icon: SvgIconComponent;
  /** A path in the theme's palette, so that both themes have their own shade. */
  color: string;
  turning?: boolean;
}

const GOOD = { Icon: CheckCircleIcon, color: 'success.main' };
const WARNED = { Icon: WarningIcon, color: 'warning.main' };
const BAD = { Icon: ErrorIcon, color: 'error.main' };
const BUSY = { Icon: RunningIcon, color: 'info.main', turning: true };
const WAITS = { Icon: HourglassIcon, color: 'warning.main' };
const ENDED = { Icon: CancelIcon, color: 'text.secondary' };

const STATE_LOOKS: Record<ShownState, StateLook> = {
  queued: { Icon: PendingIcon, color: 'text.secondary' },
  pending: { Icon: PendingIcon, color: 'text.disabled' },
  running: BUSY,
  waiting: WAITS,
  paused: { Icon: PauseIcon, color: 'warning.main' },
  cancelling: { Icon: BlockIcon, color: 'warning.main' },
  succeeded: GOOD,
  'succeeded-with-warnings': WARNED,
  warning: WARNED,
  failed: BAD,
  rejected: { Icon: ThumbDownIcon, color: 'error.main' },
  skipped: { Icon: SkippedIcon, color: 'text.disabled' },
  cancelled: ENDED,
};

export function lookOf(status: ShownState): StateLook {
  return STATE_LOOKS[status];
}
