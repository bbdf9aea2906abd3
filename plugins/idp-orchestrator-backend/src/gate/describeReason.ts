import type { Reason } from './judgeChange';

/** Says for people what a window keeps from happening, without the time at which that ends. */
export function describeReason({ window }: Reason): string {
  const { title, kind } = window;
  return kind === 'freeze'
    ? `the end of the freeze "${title}"`
    : `the maintenance window "${title}"`;
}

/** Says for people what all of them wait for. */
export function describeReasons(reasons: readonly Reason[]): string {
  return reasons.map(describeReason).join(', and ');
}
