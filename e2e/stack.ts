import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { Stack } from '../tools/stack/Stack.mjs';
import { dataDirectory } from '../tools/toolchain/paths.mjs';

interface TestFixtures {
  /** A page of the portal, signed in as guest. */
  portal: Page;
}

interface WorkerFixtures {
  /** A backend and a portal of this worker's own, with no data yet. */
  stack: Stack;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stack: [
    async ({}, use, workerInfo) => {
      const id = `${Date.now()}-${workerInfo.workerIndex}`;
      const stack = await Stack.start({
        dataDirectory: path.join(dataDirectory, 'e2e', id),
      });
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  portal: async ({ page, stack }, use) => {
    await signInAsGuest(page, stack.portalUrl);
    await use(page);
  },
});

export { expect } from '@playwright/test';

export async function signInAsGuest(page: Page, portalUrl: string) {
  await page.goto(portalUrl);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'Settings' }).waitFor();
}
