import type { ContainerSpec, ContainerStatus } from './PodObject';

const IMAGE_PROBLEMS = [
  'ImagePullBackOff',
  'ErrImagePull',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
];

/** The reasons with which nothing is wrong: it is on its way. */
const ON_ITS_WAY = ['ContainerCreating', 'PodInitializing'];

/** Describes what keeps a container from being ready, if anything does. */
export function describeContainer(
  status: ContainerStatus,
  spec: ContainerSpec | undefined,
): string | undefined {
  const { name, ready, state = {} } = status;
  if (ready) return undefined;
  if (state.waiting) return describeWaiting(status, spec);
  if (state.terminated) {
    // One of those that run before the others has done its part.
    return state.terminated.exitCode === 0
      ? undefined
      : `container ${name} has ended: ${describeEnding(status, spec)}`;
  }
  if (!state.running) return undefined;
  const before = describeEnding(status, spec);
  return `container ${name} runs, but is not ready (its readiness probe does not succeed)${before && `; before that it ended: ${before}`}`;
}

function describeWaiting(
  status: ContainerStatus,
  spec: ContainerSpec | undefined,
): string | undefined {
  const { name, image, state } = status;
  const { reason = 'waiting', message } = state?.waiting ?? {};
  if (ON_ITS_WAY.includes(reason)) return undefined;
  if (reason === 'CrashLoopBackOff') {
    const ending = describeEnding(status, spec) || 'nobody knows how';
    return `container ${name} ends again and again (CrashLoopBackOff): ${ending}`;
  }
  const says = message ? `: ${message}` : '';
  if (IMAGE_PROBLEMS.includes(reason)) {
    return `image ${spec?.image ?? image} of container ${name} cannot be pulled (${reason})${says}`;
  }
  return `container ${name} cannot be started (${reason})${says}`;
}

/** Describes how a container ended, now or the last time; empty when it never did. */
function describeEnding(
  { state, lastState, restartCount = 0 }: ContainerStatus,
  spec: ContainerSpec | undefined,
): string {
  const ended = state?.terminated ?? lastState?.terminated;
  if (!ended) return '';
  const { exitCode, signal, reason, message } = ended;
  const how = [
    `exit code ${exitCode}`,
    signal && `signal ${signal}`,
    reason && reason !== 'Error' && describeReason(reason, spec),
    restartCount > 0 && `${restartCount} restarts`,
    message?.trim().slice(-300),
  ];
  return how.filter(Boolean).join(', ');
}

/** Words the reason for which a container ended. */
export function describeReason(
  reason: string,
  spec: ContainerSpec | undefined,
): string {
  if (reason !== 'OOMKilled') return reason;
  const limit = spec?.resources?.limits?.memory;
  return `OOMKilled: it needed more memory than ${limit ? `its limit of ${limit}` : 'there was'}`;
}
