import { expect, type Locator, type Page } from '@playwright/test';

/** The page of a run, in the words that are on it. */
export class RunPage {
  readonly steps: Locator;

  constructor(readonly page: Page) {
    this.steps = page
      .getByRole('list', { name: 'Steps', exact: true })
      .getByRole('listitem');
  }

  get runId(): string {
    return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
  }

  get header(): Locator {
    return this.page.getByRole('region', { name: 'About this run' });
  }

  /** What the chosen step tells, with the buttons of an approval. */
  get panel(): Locator {
    return this.page.getByRole('tabpanel');
  }

  step(title: string): Locator {
    return this.steps.filter({ hasText: title });
  }

  async open(
    tab: 'Logs' | 'Timeline' | 'Plan' | 'Input and output' | 'Events',
  ) {
    await this.page.getByRole('tab', { name: tab }).click();
  }

  async expectState(state: string) {
    await expect(this.header).toContainText(state, { timeout: 100_000 });
  }

  /** Answers the dialog that is open, by the button that does it. */
  async confirm(button: string, reason: string) {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await expect(dialog).toHaveCount(0);
  }

  /** Every line of the log that the page has, by scrolling through all of it. */
  async readLog(step: string): Promise<Map<number, string>> {
    const log = this.page.getByRole('region', { name: `Log of ${step}` });
    const lines = new Map<number, string>();
    let reached = -1;
    await log.evaluate(box => box.scrollTo(0, 0));
    for (;;) {
      await expect(log.locator('[data-line]').first()).toBeVisible();
      await expect(log.getByText('…', { exact: true })).toHaveCount(0);
      for (const [number, text] of await log.evaluate(readRows)) {
        expect(lines.get(number) ?? text, `line ${number}`).toBe(text);
        lines.set(number, text);
      }
      const top = await log.evaluate(box => {
        box.scrollBy(0, box.clientHeight);
        return box.scrollTop;
      });
      if (top === reached) return lines;
      reached = top;
    }
  }
}

/** Starts a flow by its form, as it is filled in at first. */
export async function startFlow(
  portal: Page,
  portalUrl: string,
  flow: string,
): Promise<RunPage> {
  await portal.goto(`${portalUrl}/idp-orchestrator/flows/${flow}`);
  await portal.getByRole('button', { name: 'Run', exact: true }).click();
  await portal.waitForURL(/\/runs\/[^/]+$/);
  return new RunPage(portal);
}

/** Runs in the browser. */
function readRows(box: Element): Array<[number, string]> {
  return Array.from(box.querySelectorAll<HTMLElement>('[data-line]'), row => [
    Number(row.dataset.line),
    row.querySelector(':scope > span:last-child')?.textContent ?? '',
  ]);
}
