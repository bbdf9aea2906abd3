import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import type { Stack } from '../tools/stack/Stack.mjs';

/** Where each page of the orchestrator is, by the name of its picture. */
export function listPages(runs: Record<string, string>) {
  return {
    overview: '/idp-orchestrator/overview',
    problems: '/idp-orchestrator/overview/problems',
    services: '/idp-orchestrator/services',
    'services-table': '/idp-orchestrator/services?view=table',
    service: '/idp-orchestrator/services/grafana',
    flows: '/idp-orchestrator/flows',
    'flow-form': '/idp-orchestrator/flows/bootstrap-platform',
    runs: '/idp-orchestrator/runs',
    schedules: '/idp-orchestrator/schedules',
    windows: '/idp-orchestrator/windows',
    insights: '/idp-orchestrator/insights',
    audit: '/idp-orchestrator/audit',
    'catalog-tab': '/catalog/default/component/grafana/operations',
    ...Object.fromEntries(
      Object.entries(runs).flatMap(([name, id]) => [
        [`run-${name}`, `/idp-orchestrator/runs/${id}`],
        [`run-${name}-timeline`, `/idp-orchestrator/runs/${id}?tab=timeline`],
        [
          `run-${name}-plan`,
          `/idp-orchestrator/runs/${id}?view=graph&tab=plan`,
        ],
      ]),
    ),
  };
}

/** Each width and each theme, as far as two looks can have them. */
export const LOOKS = [
  { width: 1400, theme: 'light' },
  { width: 400, theme: 'dark' },
] as const;

/** Narrow first: when the width changes, the page is made anew. */
export const FROM_NARROW = [...LOOKS].reverse();

export async function lookAt(
  page: Page,
  { width, theme }: { width: number; theme: 'light' | 'dark' },
) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.locator(`body[data-theme-mode="${theme}"]`).waitFor();
  // What fades into the other theme begins to when it is drawn.
  await page.evaluate(
    () =>
      new Promise(resolve => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
  await waitUntilShown(page);
}

/** Opens a page and waits until what it loads is there. */
export async function openPage(page: Page, stack: Stack, path: string) {
  await page.goto(stack.portalUrl + path);
  await waitUntilShown(page);
}

/**
 * A page of the catalog is made anew when its width changes, and a button
 * fades into its colour: what is looked at before that is nobody's page.
 */
async function waitUntilShown(page: Page) {
  await page.locator('main').getByRole('link').first().waitFor();
  // Backstage's own one, and not the bars of runs that go on.
  await expect(
    page.locator('main [role="progressbar"][data-testid="progress"]'),
  ).toHaveCount(0);
  await untilStill(page);
}

/** Waits for what comes to an end by itself, such as a dialog that fades in. */
async function untilStill(page: Page) {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        animation =>
          animation.playState !== 'running' ||
          animation.effect?.getComputedTiming().endTime === Infinity,
      ),
  );
}

/** A page in each look; it stays in the last, which is the wide one. */
export async function judgeEach(portal: Page, name: string) {
  for (const look of FROM_NARROW) {
    await lookAt(portal, look);
    await judge(portal, `${name}, ${look.width}`);
  }
}

/** Nothing is wider than the page, and axe finds nothing serious. */
export async function judge(portal: Page, name: string, part = 'main') {
  // Ripples lie over buttons, and axe judges no colour below something.
  await portal.addStyleTag({
    content: '[class*="MuiTouchRipple-root"] { display: none }',
  });
  await untilStill(portal);
  const { violations } = await new AxeBuilder({ page: portal })
    .include(part)
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze();
  const found = violations
    .filter(({ impact }) => /serious|critical/.test(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  expect.soft(found, name).toEqual([]);
  const wider = await portal.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect.soft(wider, name).toBeLessThanOrEqual(0);
  const folder = process.env.PICTURES;
  if (folder) {
    await portal.screenshot({
      path: join(folder, `${name}.png`),
      fullPage: true,
    });
  }
}

/** Starts a flow by REST and resolves with the id of its run. */
export async function startRun(
  stack: Stack,
  flow: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const answer = await stack.request(`/flows/${flow}/runs`, {
    method: 'POST',
    body: { input },
  });
  return (await answer.json()).id;
}

/** Waits until a run is in one of these states. */
export async function waitForRun(stack: Stack, id: string, states: string[]) {
  for (;;) {
    const { status, finishedAt } = await (
      await stack.request(`/runs/${id}`)
    ).json();
    if (states.includes(status)) return;
    if (finishedAt) {
      throw new Error(`Run ${id} is ${status}, not ${states.join(' or ')}`);
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}
