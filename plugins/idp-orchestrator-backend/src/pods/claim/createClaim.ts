import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { PreparedCall } from '../../bridge/call/PreparedCall';
import type { LaunchRecord } from '../../bridge/supervisor/AttemptFiles';
import { inputKey } from '../settings/PodLayout';

/** The program around every script in a pod. */
const WRAPPER = readFileSync(
  resolvePackagePath(
    '@idp/backstage-plugin-idp-orchestrator-backend',
    'assets',
    'pod-wrapper.sh',
  ),
);

/** A Secret holds 1 MiB; some is left for what Kubernetes keeps beside it. */
const MOST_BYTES = 900_000;

/** The name of a variable that a shell can export. */
const VARIABLE = /^[A-Za-z_]\w*$/;

/** What the attempt's pod is given by its claim. */
export interface ClaimContent {
  call: PreparedCall;
  record: LaunchRecord;
  environment: Record<string, string>;
  /** The path of the script's file; absent when it is in the image. */
  scriptFile?: string;
}

/** The keys of a claim that the backend reads again. */
export const CLAIM_KEYS = {
  nonce: 'nonce',
  record: 'launch.json',
  script: 'script',
} as const;

/**
 * Makes the data of the claim: everything that the pod is given, the script
 * among it, since a Job can be read by more people than a Secret.
 *
 * @throws InputError for what does not fit, or cannot be a variable
 */
export async function createClaimData({
  call,
  record,
  environment,
  scriptFile,
}: ClaimContent): Promise<Record<string, string>> {
  requireVariables(environment);
  const variables = Object.entries(environment).map(
    ([name, value]) => `${name}=${value}`,
  );
  const files = Object.entries(call.files).map(
    ([parameter, text]) => [inputKey(parameter), text] as const,
  );
  const contents: Record<string, string | Buffer> = {
    'wrapper.sh': WRAPPER,
    [CLAIM_KEYS.nonce]: `${randomBytes(16).toString('hex')}\n`,
    [CLAIM_KEYS.record]: JSON.stringify(record),
    environment: toRecords(variables),
    arguments: toRecords(call.command),
    ...(call.stdin !== undefined && { stdin: call.stdin }),
    ...Object.fromEntries(files),
    ...(scriptFile !== undefined && {
      [CLAIM_KEYS.script]: await readFile(scriptFile),
    }),
  };
  const data = Object.entries(contents).map(
    ([key, content]) => [key, Buffer.from(content)] as const,
  );
  requireRoom(call.entry.id, new Map(data));
  return Object.fromEntries(
    data.map(([key, content]) => [key, content.toString('base64')]),
  );
}

/** Writes texts one behind the other, each with a NUL behind it, which none of them has. */
function toRecords(texts: string[]): string {
  return texts.map(text => `${text}\0`).join('');
}

function requireVariables(environment: Record<string, string>): void {
  const odd = Object.keys(environment).filter(name => !VARIABLE.test(name));
  if (odd.length === 0) return;
  throw new InputError(
    `A script in a pod cannot be given the variables ${odd.join(', ')}: expected names of letters, digits and _`,
  );
}

function requireRoom(script: string, data: Map<string, Buffer>): void {
  const total = [...data.values()].reduce((sum, one) => sum + one.length, 0);
  if (total <= MOST_BYTES) return;
  const ofScript = data.get(CLAIM_KEYS.script)?.length ?? 0;
  throw new InputError(
    `What script ${script} is given in its pod has ${total} bytes, ${ofScript} of them the script itself, and a Secret of Kubernetes takes at most ${MOST_BYTES}: put the script into the image (runsOn.pod.path in the script catalog), or give it less`,
  );
}
