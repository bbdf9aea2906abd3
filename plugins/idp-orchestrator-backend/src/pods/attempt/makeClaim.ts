import {
  requireDryRun,
  reportTouches,
} from '../../bridge/attempt/beforeLaunch';
import { recordLaunch } from '../../bridge/attempt/recordLaunch';
import type { AttemptRequest } from '../../bridge/attempt/runAttempt';
import type { CompleteOptions } from '../../bridge/bridgeOptions';
import { findScriptFile } from '../../bridge/call/findScriptFile';
import { checkCall } from '../../bridge/call/prepareCall';
import { checkProcessLimits } from '../../bridge/call/processLimits';
import {
  createAttemptVariables,
  readPassed,
} from '../../bridge/call/scriptEnvironment';
import type { FileScriptCatalog } from '../../bridge/catalog/FileScriptCatalog';
import type { Masker } from '../../bridge/output/Masker';
import type { ClusterObjects } from '../../cluster/objects/ClusterObjects';
import { requireRights } from '../../cluster/objects/requireRights';
import type { ClaimObject } from '../claim/ClaimObject';
import { createClaimData } from '../claim/createClaim';
import type { AttemptObjects } from '../job/AttemptObjects';
import { listRights } from '../rights';
import {
  CLAIM_FOLDER,
  HANDED_FILES,
  inputKey,
  scriptMount,
} from '../settings/PodLayout';
import type { ResolvedPod } from '../settings/resolvePod';
import { untilLetGo } from './untilLetGo';

/** The parts that decide where and how the attempts of an action run in pods. */
export interface PodParts {
  catalog: FileScriptCatalog;
  options: CompleteOptions;
  /** The cluster of the environment, which is waited for when it is away. */
  cluster: ClusterObjects;
  namespace: string;
  pod: ResolvedPod;
  /** The script's file, relative to the scripts directory. */
  script: string;
}

interface ClaimRequest extends AttemptRequest {
  objects: AttemptObjects;
  /** The labels and annotations of what belongs to the attempt. */
  marks: object;
}

/**
 * Checks the call of an attempt, and that the account may do all that it needs,
 * and makes the claim: the first that the cluster hears of it.
 *
 * @returns it, with the mask of all that is secret in the call
 *
 * @throws InputError, NotFoundError, NotAllowedError for what may not be started
 */
export async function makeClaim(
  { attempt, follower, signal, objects, marks }: ClaimRequest,
  parts: PodParts,
): Promise<{ claim: ClaimObject; masker: Masker }> {
  const { options, cluster, pod, namespace } = parts;
  const call = await checkCall(attempt, { ...parts, ...pathsIn(pod) });
  requireDryRun(call, attempt);
  const environment = {
    ...readPassed(options, name => call.action.environment.includes(name)),
    ...createAttemptVariables({ call, attempt, files: HANDED_FILES }, options),
  };
  checkProcessLimits(call.command, environment);
  const { scriptsDirectory } = options.environments[attempt.environment];
  const data = await createClaimData({
    call,
    record: recordLaunch(call, attempt, options),
    environment,
    ...(pod.path === undefined && {
      scriptFile: await findScriptFile(scriptsDirectory, call.entry.script),
    }),
  });
  const asking = untilLetGo(signal);
  await requireRights(listRights(namespace), {
    objects: cluster,
    signal: asking,
  });
  await reportTouches({ attempt, follower }, call);
  const claim = await objects.createClaim({ data, marks }, asking);
  return { claim, masker: call.masker };
}

/** Makes the paths of a call in its pod. */
export function pathsIn(pod: ResolvedPod) {
  return {
    fileOf: (entry: { script: string }) => scriptMount(entry, pod).path,
    pathOf: (parameter: string) => `${CLAIM_FOLDER}/${inputKey(parameter)}`,
  };
}
