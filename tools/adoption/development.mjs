import { findFreePort } from '../stack/ports.mjs';
import { signInAsGuest } from './orchestratorCalls.mjs';
import { openPortal } from './portalPages.mjs';
import { SCRIPT_RUN } from './teamContent.mjs';

/** The backend's own process below `yarn start`. */
const BACKEND = 'src/index';

/** `yarn start`, a flow and a script of a team, the pages, and the end. */
export async function tryDevelopment({ steps, app, atEnd }) {
  const backend = `http://localhost:${await findFreePort()}`;
  const portal = `http://localhost:${await findFreePort()}`;
  const program = app.start('start', {
    command: 'yarn',
    args: ['start'],
    env: addresses({ backend, portal }),
  });
  atEnd.push(() => program.kill());
  await steps.need('yarn start', () =>
    program.waitFor([`${backend}/.backstage/health/v1/readiness`, portal]),
  );
  const run = await tryRuns({ steps, backend });
  const pages = await openPortal(portal);
  atEnd.push(() => pages.close());
  await tryPages({ steps, app, pages, run });
  // With a page open, as it is while somebody works on the app.
  await steps.look('Development: the backend stops', () =>
    program.stopBackend(BACKEND),
  );
  await steps.look('Development: all of it stops', () => program.stopAll());
}

/** The addresses of an app, over those of its configuration. */
export function addresses({ backend, portal }) {
  return {
    APP_CONFIG_app_baseUrl: portal,
    APP_CONFIG_backend_baseUrl: backend,
    APP_CONFIG_backend_listen: `:${new URL(backend).port}`,
    APP_CONFIG_backend_cors_origin: portal,
  };
}

async function tryRuns({ steps, backend }) {
  const guest = await steps.need('The guest enters', () =>
    signInAsGuest(backend),
  );
  const run = await steps.need('REST: a flow of our own', () =>
    guest.runFlow('greet-team'),
  );
  await steps.look('REST: a script of our own', async () => {
    await guest.runScript(SCRIPT_RUN);
  });
  await steps.look('REST: what is not as it should be', async () => {
    const problems = await guest.problems();
    return `${problems.length}; ${problems.map(({ source }) => source).join(', ')}`;
  });
  return run;
}

async function tryPages({ steps, app, pages, run }) {
  const look = (title, at, find) =>
    steps.look(`Browser: ${title}`, () =>
      pages.look(`/idp-orchestrator${at}`, find, app.picture(title)),
    );
  await look('the overview', '/overview', page =>
    page.getByRole('link', { name: 'Greet the team' }),
  );
  await look('the form of the flow', '/flows/greet-team', page =>
    page.getByRole('button', { name: 'Run', exact: true }),
  );
  await look('the page of the run', `/runs/${run.id}`, page =>
    page.getByText('Hello, Grace'),
  );
}
