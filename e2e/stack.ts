import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { Stack } from '../tools/stack/Stack.mjs';
import { dataDirectory } from '../tools/toolchain/paths.mjs';
import { copyFlows } from './copyFlows';
import { endRuns } from './endRuns';
import { findProcesses } from './findProcesses';
import { Sandbox } from './Sandbox';

interface TestFixtures {
  /** A page of the portal, signed in as guest. */
  portal: Page;
  /** For tests that take the backend away: that the browser cannot reach it is no error of the page then. */
  backendGoesAway: boolean;
  /** Fails a test in which the page wrote an error into the console. */
  quietConsole: void;
}

interface WorkerFixtures {
  /** Other scripts than those of the example platform. */
  scriptsDirectory: string | undefined;
  /** Where the flows are read from: by default those that are made for the tests, and the example's bootstrap. */
  flowsDirectory: string | undefined;
  /** What the guest may, by a role; everything by default. */
  guestRole: 'admin' | 'viewer';
  /** The platform that the stack's scripts bring up. */
  sandbox: Sandbox;
  /** A backend and a portal of this worker's own, with no data yet. */
  stack: Stack;
}

/** Settings of a configuration by environment, over those of the file. */
const GUEST_ONLY_LOOKS = {
  APP_CONFIG_permission_idpOrchestrator_roles_admin_members: '[]',
  APP_CONFIG_permission_idpOrchestrator_roles_viewer_members:
    '["user:default/guest"]',
};

/** The example has windows, and what is on must not hang on the day of a test. */
const NO_WINDOWS = { APP_CONFIG_idpOrchestrator_windows: '[]' };

export const test = base.extend<TestFixtures, WorkerFixtures>({
  scriptsDirectory: [undefined, { option: true, scope: 'worker' }],
  flowsDirectory: [undefined, { option: true, scope: 'worker' }],
  guestRole: ['admin', { option: true, scope: 'worker' }],
  sandbox: [
    async ({}, use, workerInfo) => {
      const id = `${Date.now()}-${workerInfo.workerIndex}`;
      const sandbox = await Sandbox.claim(path.join(dataDirectory, 'e2e', id));
      await use(sandbox);
      await sandbox.remove();
      expect(findProcesses(sandbox.dataDirectory)).toEqual([]);
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  stack: [
    async ({ sandbox, scriptsDirectory, flowsDirectory, guestRole }, use) => {
      const stack = await Stack.start({
        dataDirectory: sandbox.dataDirectory,
        environment: {
          ...sandbox.environment,
          ...NO_WINDOWS,
          IDP_FLOWS_DIR:
            flowsDirectory ??
            copyFlows(path.join(sandbox.dataDirectory, 'flows')),
          ...(guestRole === 'viewer' && GUEST_ONLY_LOOKS),
          ...(scriptsDirectory && { IDP_SCRIPTS_DIR: scriptsDirectory }),
        },
      });
      await use(stack);
      await endRuns(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  portal: async ({ page, stack }, use) => {
    await signInAsGuest(page, stack.portalUrl);
    await use(page);
  },
  backendGoesAway: [false, { option: true }],
  quietConsole: [
    async ({ page, backendGoesAway }, use) => {
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(error.message));
      page.on('console', message => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use();
      // One that comes back says 503 until all of it is there, and what of the
      // page was not loaded yet cannot be.
      const expected = /net::ERR_|status of 503|ChunkLoadError/;
      expect(
        errors.filter(text => !backendGoesAway || !expected.test(text)),
        'errors in the console of the browser',
      ).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

export async function signInAsGuest(page: Page, portalUrl: string) {
  await page.goto(portalUrl);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'Settings' }).waitFor();
}
