import type { Act } from '../program';

export interface InitOptions {
  probe?: string[];
  stdout?: true;
  force?: true;
}

/** `init`: drafts a catalog from the scripts of a folder. */
export const init: Act<[dir: string], InitOptions> = async () => 'failed';
