import { rm } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { execa } from 'execa';
import { findPortOffset } from './findPortOffset';
import {
  createSmallScripts,
  readExampleFlow,
  smallFlow,
  type DrillSetting,
} from './harness';

/** What is drilled, apart from the database. */
export interface Subject {
  setting: Omit<DrillSetting, 'database'>;
  /** Takes down what the scripts brought up. */
  reset(): Promise<void>;
  remove(): Promise<void>;
}

/** The example's own scripts, which bring up its sandbox. */
export async function openBootstrap(folder: string): Promise<Subject> {
  const scriptsDirectory = resolvePackagePath(
    '@idp/example-platform',
    'scripts',
  );
  const variables = {
    IDP_NODE: process.execPath,
    IDP_RUNTIME: 'sandbox',
    // Not in the folder, which is removed: what was left running is known by it.
    IDP_STATE_DIR: path.join(path.dirname(folder), 'sandbox'),
    IDP_SANDBOX_PORT_OFFSET: String(await findPortOffset()),
    IDP_SANDBOX_DELAY: '0',
  };
  const reset = async () => {
    await execa(path.join(scriptsDirectory, 'idp.sh'), ['stop'], {
      env: variables,
    });
    await rm(variables.IDP_STATE_DIR, { recursive: true, force: true });
  };
  return {
    setting: {
      folder,
      flow: await readExampleFlow('bootstrap-platform'),
      input: {
        platform_name: 'Drill',
        environment: 'development',
        enable_monitoring: true,
        enable_auth: true,
        skip_backstage: false,
        dry_run: false,
      },
      scriptsDirectory,
      variables,
    },
    reset,
    remove: reset,
  };
}

/** The flow of the short form. */
export async function openSmall(folder: string): Promise<Subject> {
  const { directory, remove } = await createSmallScripts();
  return {
    setting: {
      folder,
      flow: smallFlow,
      input: {},
      scriptsDirectory: directory,
      variables: {},
    },
    reset: async () => {},
    remove,
  };
}
