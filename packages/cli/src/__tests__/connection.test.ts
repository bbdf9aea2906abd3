import { once } from 'node:events';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createHome, runCli } from '../__testUtils__/runCli';
import { startBackend, type CliBackend } from '../__testUtils__/startBackend';

jest.setTimeout(180_000);

/** Writes a login as `backstage-cli auth login` does. */
function logIn(home: string, { url, token }: { url: string; token: string }) {
  const write = (file: string, text: string) => {
    const whole = path.join(home, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, text);
  };
  write(
    '.config/backstage-cli/auth-instances.yaml',
    JSON.stringify({
      instances: [
        {
          name: 'test',
          baseUrl: url,
          clientId: 'cli',
          issuedAt: 0,
          accessTokenExpiresAt: Date.now() + 3_600_000,
          selected: true,
        },
      ],
    }),
  );
  const service = encodeURIComponent('backstage-cli:auth-instance:test');
  write(
    `.local/share/backstage-cli/auth-secrets/${service}/accessToken.secret`,
    token,
  );
}

describe('The connection to a backend', () => {
  let backend: CliBackend;
  beforeAll(async () => {
    backend = await startBackend();
  });
  afterAll(() => backend.idp.stop());

  const token = () => ({ IDP_ORCHESTRATOR_TOKEN: backend.idp.token });

  it('is named once and remembered, and no token with it', async () => {
    const home = createHome();
    const { url } = backend;
    const before = await runCli(['runs'], { home, environment: token() });
    expect(before.stderr).toContain('No backend is known');
    expect(before.code).toBe(2);
    const named = ['runs', '--url', `${url}/`];
    await runCli(named, { home, environment: token() });
    const after = await runCli(['runs'], { home, environment: token() });
    expect(after.code).toBe(0);
    const file = path.join(home, '.config/idp-orchestrator/settings.json');
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toEqual({ url });
  });

  it('is not remembered where nothing answers', async () => {
    const home = createHome();
    const url = 'http://127.0.0.1:9';
    const { code, stderr } = await runCli(['runs', '--url', url], { home });
    expect(stderr).toContain(`${url} cannot be reached`);
    expect(code).toBe(4);
    expect((await runCli(['runs'], { home })).stderr).toContain(
      'No backend is known',
    );
  });

  it('takes address and token of the login of Backstage', async () => {
    const home = createHome();
    logIn(home, { url: backend.url, token: backend.idp.token });
    const { code, stdout } = await runCli(['runs'], { home });
    expect(stdout).toContain('There is no such run');
    expect(code).toBe(0);
  });

  it('gives that token to no other address', async () => {
    const home = createHome();
    logIn(home, { url: 'http://localhost:1', token: backend.idp.token });
    const sent: unknown[] = [];
    const server = createServer((request, response) => {
      sent.push(request.headers.authorization);
      response.writeHead(401).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const { code, stderr } = await runCli(['runs', '--url', url], { home });
    server.close();
    expect(sent).toEqual([undefined]);
    expect(stderr).toContain('asks who you are. Set IDP_ORCHESTRATOR_TOKEN');
    expect(code).toBe(5);
  });

  it('says of an address that is none what was expected', async () => {
    const { code, stderr } = await runCli(['runs', '--url', 'backstage']);
    expect(stderr).toContain('Expected an address such as https://');
    expect(code).toBe(2);
  });

  it('exports the audit record, which is checked offline and at the backend', async () => {
    const { cli, home } = backend;
    await backend.idp.start('quick');
    const online = await cli(['audit', 'verify']);
    expect(online.stdout).toMatch(/^Whole: \d+ entr/);
    expect(online.code).toBe(0);
    const file = path.join(home, 'audit.jsonl');
    expect((await cli(['audit', 'export', '-o', file])).code).toBe(0);
    const whole = await runCli(['audit', 'verify', file, '--json']);
    expect(JSON.parse(whole.stdout)).toMatchObject({ whole: true });
    expect(whole.code).toBe(0);
    const changed = fs.readFileSync(file, 'utf8').replace('quick', 'quack');
    fs.writeFileSync(file, changed);
    const broken = await runCli(['audit', 'verify', file]);
    expect(broken.stdout).toContain('Broken at entry');
    expect(broken.code).toBe(1);
    const wrong = await runCli(['audit', 'verify', file, '--end', 'last']);
    expect(wrong.code).toBe(2);
    const printed = await cli(['audit', 'export']);
    expect(printed.stdout).toContain('"digest"');
  });
});
