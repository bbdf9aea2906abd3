import fs from 'node:fs';
import path from 'node:path';
import { findFreePort } from '../stack/ports.mjs';
import { addresses } from './development.mjs';
import { signInAsGuest } from './orchestratorCalls.mjs';
import { openPortal } from './portalPages.mjs';
import { startPostgres } from './postgres.mjs';

/** Where the example goes, and the file that is made of the lines that are printed. */
const PLATFORM = 'reference-platform';
const CONFIG = 'app-config.platform.yaml';

/** The build for production, on PostgreSQL, with the example as its platform. */
export async function tryProduction({ steps, app, node, atEnd }) {
  await steps.need('idp-orchestrator create', () => createPlatform(app));
  await steps.need('yarn build:backend', () => app.yarn('build:backend'));
  await steps.need('The build is unpacked', () => unpack(app));
  const postgres = await steps.need('PostgreSQL starts', () =>
    startPostgres(node),
  );
  atEnd.push(() => postgres.stop());
  const backend = `http://localhost:${await findFreePort()}`;
  const program = startBuilt({ app, node, backend, postgres });
  atEnd.push(() => program.kill());
  await steps.need('Production: the backend starts', () =>
    program.waitFor([`${backend}/.backstage/health/v1/readiness`]),
  );
  await tryExample({ steps, app, backend });
  const pages = await openPortal(backend);
  atEnd.push(() => pages.close());
  await tryEntities({ steps, app, pages });
  await steps.look('Production: the backend stops', () =>
    program.stopBackend(),
  );
}

async function createPlatform(app) {
  const words = ['idp-orchestrator', 'create', PLATFORM, '--json'];
  await app.yarn(...words);
  const { config } = JSON.parse(app.printed(...words));
  fs.writeFileSync(path.join(app.directory, CONFIG), config);
  const configs = ['--config', 'app-config.yaml', '--config', CONFIG];
  await app.yarn('idp-orchestrator', 'check', ...configs);
}

/** As the Dockerfile of create-app does, but with the packages that are there. */
async function unpack(app) {
  const image = path.join(app.directory, 'image');
  fs.mkdirSync(image);
  for (const name of ['skeleton', 'bundle']) {
    await app.run(`unpack-${name}`, {
      command: 'tar',
      args: ['-xzf', `../packages/backend/dist/${name}.tar.gz`],
      cwd: image,
    });
  }
}

function startBuilt({ app, node, backend, postgres }) {
  const configs = ['app-config.yaml', 'app-config.production.yaml', CONFIG];
  return app.start('production', {
    command: node.executable,
    args: [
      '../../image/packages/backend',
      ...configs.flatMap(file => ['--config', `../../${file}`]),
    ],
    // Where relative paths begin.
    cwd: path.join(app.directory, 'packages/backend'),
    env: {
      ...addresses({ backend, portal: backend }),
      ...postgres.env,
      NODE_ENV: 'production',
      // A new app lets nobody in, once it is built.
      APP_CONFIG_auth_providers_guest_dangerouslyAllowOutsideDevelopment:
        'true',
    },
  });
}

async function tryExample({ steps, app, backend }) {
  const guest = await steps.need('The guest enters', () =>
    signInAsGuest(backend),
  );
  await steps.look("REST: the example's flow, dry", async () => {
    await guest.runFlow('bootstrap-platform', { dry_run: true });
  });
  await steps.look("REST: the example's script", async () => {
    await guest.runScript({ script: 'idp', action: 'versions' });
  });
  await steps.look('idp-orchestrator run', () =>
    app.run('run', {
      command: 'yarn',
      args: [
        'idp-orchestrator',
        'run',
        'bootstrap-platform',
        '--dry-run',
        '--wait',
      ],
      env: {
        IDP_ORCHESTRATOR_URL: backend,
        IDP_ORCHESTRATOR_TOKEN: guest.token,
      },
    }),
  );
}

async function tryEntities({ steps, app, pages }) {
  const look = (title, at, find) =>
    steps.look(`Browser: ${title}`, () =>
      pages.look(at, find, app.picture(title)),
    );
  const grafana = '/catalog/default/component/grafana';
  await look('the services', '/idp-orchestrator/services', page =>
    page.getByRole('link', { name: 'Grafana' }),
  );
  await look('the card of a service', grafana, page =>
    page.getByRole('link', { name: 'All about this service' }),
  );
  await look('the tab of a service', `${grafana}/operations`, page =>
    page.getByText('Depends on', { exact: true }),
  );
  await look(
    'the card of a team',
    '/catalog/default/group/platform-team',
    page => page.getByRole('link', { name: 'Grafana' }),
  );
}
