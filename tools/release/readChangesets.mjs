import { createRequire } from 'node:module';
import path from 'node:path';
import { installByLock } from '../toolchain/installByLock.mjs';

/**
 * What `.changeset` has for the next version: how many changesets, and of each
 * package that they change its version now and then.
 */
export async function readChangesets(root) {
  const folder = await installByLock('release');
  const require = createRequire(path.join(folder, 'package.json'));
  const { default: getReleasePlan } = require('@changesets/get-release-plan');
  const { changesets, releases } = await getReleasePlan(root);
  return {
    count: changesets.length,
    releases: releases
      .filter(({ type }) => type !== 'none')
      .map(({ name, oldVersion, newVersion }) => ({
        name,
        oldVersion,
        newVersion,
      })),
  };
}
