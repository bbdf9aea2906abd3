import { lookOf } from '../../state/stateLooks';
import type { TimelineBar } from './layOutTimeline';

/** A bar's fill: the colour of its state. Times in which nothing was done are told apart without colour: waiting by its edge, the wait before a retry and the time that people took to decide by their hatching. */
export function barLook({
  kind,
  status,
}: Pick<TimelineBar, 'kind' | 'status'>) {
  if (kind === 'approval') {
    return {
      color: 'warning.main',
      border: 1,
      borderColor: 'warning.main',
      backgroundImage:
        'repeating-linear-gradient(90deg, currentColor 0 3px, transparent 3px 6px)',
    };
  }
  if (kind === 'retry') {
    return {
      color: 'text.secondary',
      border: 1,
      backgroundImage:
        'repeating-linear-gradient(135deg, currentColor 0 2px, transparent 2px 7px)',
    };
  }
  return kind === 'waiting'
    ? { bgcolor: 'action.disabledBackground', border: '1px dashed' }
    : { bgcolor: lookOf(status).color };
}
