import {
  formatDuration,
  hostNameOf,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Says why a run was given up, where it happened, and what to do. */
export function describeStalls({ stalls = [] }: Run): string {
  const last = stalls.at(-1);
  const where = [
    last?.step && `in step ${last.step}`,
    last?.expression && `in the expression ${last.expression}`,
    last && `on ${hostNameOf(last.worker)}`,
  ].filter(Boolean);
  const died = stalls.filter(({ outcome }) => outcome === 'died').length;
  const longest = Math.max(...stalls.map(({ ms }) => ms ?? 0));
  const effects = [
    died > 0 && `the backend ended ${times(died)} while it worked on this run`,
    died < stalls.length &&
      `the run kept the backend from everything else ${times(stalls.length - died)}, for up to ${formatDuration(longest)}`,
  ].filter(Boolean);
  return `The run was given up so that the others go on: ${effects.join(', and ')}; the last time ${where.join(', ')}. Make what it does there smaller, or let a script do it, and retry the run`;
}

function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${count} times`;
}
