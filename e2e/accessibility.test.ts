import AxeBuilder from '@axe-core/playwright';
import {
  listPages,
  lookAt,
  LOOKS,
  openPage,
  startRun,
  waitForRun,
} from './pages';
import { expect, test } from './stack';

test.setTimeout(300_000);

test('axe finds nothing serious on any page, in both themes, wide and narrow', async ({
  portal,
  stack,
  sandbox,
}) => {
  await sandbox.clear();
  sandbox.fail('opa', 'start');
  const failed = await startRun(stack, 'start-policies');
  const waiting = await startRun(stack, 'change-window');
  await waitForRun(stack, failed, ['failed']);
  await waitForRun(stack, waiting, ['waiting']);

  const findings: string[] = [];
  const pages = Object.entries(listPages({ failed, waiting }));
  for (const [name, path] of pages) {
    await openPage(portal, stack, path);
    // Ripples lie over buttons, and axe judges no colour below something.
    await portal.addStyleTag({
      content: '[class*="MuiTouchRipple-root"] { display: none }',
    });
    for (const look of LOOKS) {
      await lookAt(portal, look);
      const { violations } = await new AxeBuilder({ page: portal })
        .include('main')
        .options({ rules: { 'target-size': { enabled: true } } })
        .analyze();
      findings.push(
        ...violations
          .filter(({ impact }) => /serious|critical/.test(impact ?? ''))
          .flatMap(({ id, nodes }) =>
            nodes.map(
              ({ html }) =>
                `${name} ${look.width} ${look.theme}: ${id}: ${html.slice(0, 300)}`,
            ),
          ),
      );
    }
  }
  expect([...new Set(findings)]).toEqual([]);
});
