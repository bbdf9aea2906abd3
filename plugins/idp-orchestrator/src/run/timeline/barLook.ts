import type { SystemStyleObject } from '@mui/system';
import type { Theme } from '@mui/material/styles';
import { lookOf } from '../../state/stateLooks';
import type { TimelineBar } from './layOutTimeline';

/** A bar's fill: the colour of its state; waiting is hatched, so that it is told apart without colour; so is the time that people took to decide. */
export function barLook({
  kind,
  status,
}: Pick<TimelineBar, 'kind' | 'status'>): SystemStyleObject<Theme> {
  if (kind === 'approval') {
    return {
      color: 'warning.main',
      border: 1,
      borderColor: 'warning.main',
      backgroundImage:
        'repeating-linear-gradient(90deg, currentColor 0 3px, transparent 3px 6px)',
    };
  }
  return kind === 'waiting'
    ? {
        color: 'text.disabled',
        border: 1,
        backgroundImage:
          'repeating-linear-gradient(135deg, currentColor 0 2px, transparent 2px 7px)',
      }
    : { bgcolor: lookOf(status).color };
}
