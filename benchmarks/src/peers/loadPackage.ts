import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PeerPlace } from './Peer';

/**
 * Loads a package that `installPeer` has installed. `T` is the part of it that
 * is used, since nothing in this repository knows the types of peers.
 */
export async function loadPackage<T>(
  { packages }: PeerPlace,
  name: string,
): Promise<T> {
  const from = createRequire(path.join(packages, 'package.json'));
  try {
    return from(name) as T;
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED'
    )
      throw error;
  }
  return (await importModule(pathToFileURL(from.resolve(name)).href)) as T;
}

/** An import that no transform turns into a `require`. */
const importModule = (url: string): Promise<unknown> => import(url);
