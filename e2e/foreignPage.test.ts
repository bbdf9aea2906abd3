import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Stack } from '../tools/stack/Stack.mjs';
import { expect, test } from './stack';

/** A page somewhere else in the browser, under two names of this machine. */
async function openForeignPage(browser: Browser, name: string) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<html><title>Somebody else</title></html>');
  });
  await new Promise<void>(resolve => {
    server.listen(0, resolve);
  });
  const page = await browser.newPage();
  await page.goto(`http://${name}:${(server.address() as AddressInfo).port}/`);
  return {
    page,
    async close() {
      await page.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * What a page can make a browser send without being asked for permission, each
 * with a token in the address, as if it knew one.
 */
const ATTEMPTS: Record<string, (page: Page, addresses: Addresses) => unknown> =
  {
    'a fetch without CORS': (page, { start }) =>
      page.evaluate(
        address =>
          fetch(address, { method: 'POST', mode: 'no-cors', body: '{}' }),
        start,
      ),
    'a beacon': (page, { start }) =>
      page.evaluate(address => navigator.sendBeacon(address, '{}'), start),
    'a form of plain text': (page, { start }) =>
      page.evaluate(submitForm, { address: start, enctype: 'text/plain' }),
    'a form of fields': (page, { start }) =>
      page.evaluate(submitForm, {
        address: start,
        enctype: 'application/x-www-form-urlencoded',
      }),
    'an image': (page, { startByGet }) =>
      page.evaluate(address => {
        new Image().src = address;
      }, startByGet),
    'a stream of events': (page, { startByGet }) =>
      page.evaluate(address => {
        new EventSource(address).onerror = () => {};
      }, startByGet),
    'a script': (page, { startByGet }) =>
      page.evaluate(address => {
        const script = document.createElement('script');
        script.src = address;
        document.head.append(script);
      }, startByGet),
    'a frame without an origin': (page, { start }) =>
      page.evaluate(address => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts allow-forms');
        frame.srcdoc = `<form method="post" enctype="text/plain" action="${address}"></form><script>document.forms[0].submit()</script>`;
        document.body.append(frame);
      }, start),
    // At last, because the page is gone after it.
    'a navigation': (page, { startByGet }) =>
      page.evaluate(address => {
        location.href = address;
      }, startByGet),
  };

interface Addresses {
  start: string;
  startByGet: string;
}

function submitForm({ address, enctype }: Record<string, string>) {
  const frame = document.createElement('iframe');
  frame.name = enctype;
  const form = document.createElement('form');
  Object.assign(form, { action: address, method: 'post', enctype });
  form.target = frame.name;
  document.body.append(frame, form);
  form.submit();
}

function addressesOf({ backendUrl, token }: Stack): Addresses {
  const jobs = `${backendUrl}/api/w/idp/jobs`;
  const query = `?token=${token}`;
  return {
    start: `${jobs}/run/p/f/idp/check-prerequisites${query}`,
    startByGet: `${jobs}/run_wait_result/p/f/idp/check-prerequisites${query}`,
  };
}

/**
 * The statuses of all starts that were asked for, from the log of the backend:
 * browsers hide from everybody what an image or a script of another origin got.
 */
function listStarts(stack: Stack): number[] {
  const log = path.join(stack.dataDirectory, 'logs/backend.log');
  return fs
    .readFileSync(log, 'utf8')
    .split('\n')
    .filter(line => /"incomingRequest".*\/jobs\/run/.test(line))
    .map(line => JSON.parse(line).status);
}

async function countRuns(stack: Stack): Promise<number> {
  return (await (await stack.request('/runs')).json()).items.length;
}

for (const name of ['127.0.0.1', 'localhost']) {
  test(`a page of another origin on ${name} starts nothing, whatever it makes the browser send`, async ({
    browser,
    stack,
  }) => {
    const before = await countRuns(stack);
    const addresses = addressesOf(stack);
    const { page, close } = await openForeignPage(browser, name);
    for (const [what, attempt] of Object.entries(ATTEMPTS)) {
      const told = listStarts(stack).length;
      await attempt(page, addresses);
      await expect
        .poll(() => listStarts(stack).slice(told), what)
        .toEqual([403]);
    }
    await close();
    expect(await countRuns(stack)).toBe(before);

    const answer = await fetch(addresses.start.replace(/\?.*/, ''), {
      method: 'POST',
      headers: { authorization: `Bearer ${stack.token}` },
    });
    expect(answer.status, 'a program with the same token').toBe(201);
    expect(await countRuns(stack)).toBe(before + 1);
  });
}

test('a page whose name is made to stand for this machine gets nothing from portal and backend', async ({
  playwright,
  stack,
}) => {
  const browser = await playwright.chromium.launch({
    executablePath: process.env.CHROMIUM || undefined,
    args: ['--no-sandbox', '--host-resolver-rules=MAP rebound.test 127.0.0.1'],
  });
  const page = await browser.newPage();
  const address = (of: string) =>
    `http://rebound.test:${new URL(of).port}/api/auth/guest/refresh`;
  for (const url of [stack.backendUrl, stack.portalUrl]) {
    const answer = await page.goto(address(url));
    expect(answer?.status()).toBe(421);
    expect(await answer?.text()).toContain('none of its names');
  }
  await browser.close();
});

test('the portal is in no frame of another page, and runs no script but its own', async ({
  browser,
  stack,
}) => {
  const { page, close } = await openForeignPage(browser, 'localhost');
  for (const url of [stack.portalUrl, stack.backendUrl]) {
    const answered = page.waitForResponse(response =>
      response.url().startsWith(url),
    );
    await page.evaluate(src => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
    }, url);
    const headers = (await answered).headers();
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    const policy = headers['content-security-policy'];
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*(unsafe-inline|\*|http)/);
    await expect
      .poll(() => page.frames().map(frame => frame.url()))
      .toContain('chrome-error://chromewebdata/');
    expect(page.frames().map(frame => frame.url())).not.toContain(`${url}/`);
    await page.reload();
  }
  await close();

  const own = await browser.newPage();
  await own.goto(stack.portalUrl);
  await own.getByRole('button', { name: 'Enter' }).waitFor();
  const injected = await own.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    return 'injected' in window;
  });
  expect(injected).toBe(false);
  await own.close();
});
