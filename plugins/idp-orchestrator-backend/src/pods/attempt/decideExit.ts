import type { Finish } from '../../bridge/attempt/decideEnding';
import { describeReason } from '../../cluster/workloads/containerProblems';
import type { Clock } from '../../ports';
import type { WrapperExit } from '../output/Frames';
import { CONTAINER } from '../settings/names';
import { describeDisruption, type PodSight } from './judgePod';

interface ExitFacts {
  exit: WrapperExit | undefined;
  /** The last lines of the log. */
  lines: string[];
  clock: Pick<Clock, 'now'>;
}

/** What the wrapper's bash says when the kernel refuses to start the script. */
const START_FAILURE = /^\S*\/wrapper\.sh: line \d+: (.*)$/;

/**
 * Decides how a script ended whose container has: by what the wrapper says,
 * else by what the kubelet says. What was ended together with its pod did not
 * fail by itself, and nobody knows how far it came.
 */
export function decideExit(
  { pod, ended }: Extract<PodSight, { kind: 'ended' }>,
  { exit, lines, clock }: ExitFacts,
): { finish: Finish; problems: string[] } {
  const code = exit?.code ?? ended.exitCode;
  const isOutOfMemory = ended.reason === 'OOMKilled' && code !== 0;
  const disruption = isOutOfMemory ? undefined : describeDisruption(pod);
  const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
  if (disruption && code !== 0) {
    const reason = `Pod ${name} was ended before its script had (${disruption}), and it is not known how far it came`;
    return { finish: { kind: 'lost', reason }, problems: [] };
  }
  if (!exit && ended.reason === 'ContainerStatusUnknown') {
    const reason = `The node of pod ${name} does not know any more how its script ended`;
    return { finish: { kind: 'lost', reason }, problems: [] };
  }
  const [, refusal] = START_FAILURE.exec(lines.join('\n')) ?? [];
  if (refusal && (code === 126 || code === 127)) {
    return { finish: { kind: 'not-started', reason: refusal }, problems: [] };
  }
  const endedAt = Date.parse(ended.finishedAt ?? '') || clock.now();
  const begunAt = Date.parse(ended.startedAt ?? '') || endedAt;
  const spec = pod.spec?.containers.find(one => one.name === CONTAINER);
  return {
    finish: {
      kind: 'exited',
      exit: {
        code,
        ranMs: exit?.ranMs ?? endedAt - begunAt,
        endedAt,
        orphaned: false,
        userMs: exit?.userMs,
        systemMs: exit?.systemMs,
        diskFull: false,
      },
    },
    problems: isOutOfMemory
      ? [describeReason('OOMKilled', spec)]
      : listMissing(exit),
  };
}

/** The wrapper says how the script ended unless it was killed with it, or the log is not whole. */
function listMissing(exit: WrapperExit | undefined): string[] {
  return exit
    ? []
    : [
        'the end of its log did not come, and with it what the script handed over',
      ];
}
