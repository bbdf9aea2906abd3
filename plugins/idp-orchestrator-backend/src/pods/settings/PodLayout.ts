import { basename } from 'node:path';
import type { ScriptEntry } from '../../bridge/catalog/ScriptEntry';
import type { ResolvedPod } from './resolvePod';

/** The folder with what the claim holds, in the pod. */
export const CLAIM_FOLDER = '/idp/claim';
/** The folder that the script may write to, in the pod. */
export const FILES_FOLDER = '/idp/files';
const SCRIPT_FOLDER = '/idp/script';

/** The files of what a script hands over, in the pod. */
export const HANDED_FILES = {
  output: `${FILES_FOLDER}/output`,
  summary: `${FILES_FOLDER}/summary`,
};

/** The place of a script in its pod: mounted from the claim, under its own name, or in the image. */
export function scriptMount(
  { script }: Pick<ScriptEntry, 'script'>,
  { path }: Pick<ResolvedPod, 'path'>,
) {
  const name = basename(script);
  return path === undefined
    ? { path: `${SCRIPT_FOLDER}/${name}`, mounted: { SCRIPT_FOLDER, name } }
    : { path, mounted: undefined };
}

/** The key of a claim, and its file in the pod, that has what a parameter was given. */
export function inputKey(parameter: string): string {
  return `input.${parameter}`;
}
