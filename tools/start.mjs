// `npm start`: from a fresh clone to a running portal, on any Node.js from 18.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Backend } from './stack/Backend.mjs';
import {
  buildPortal,
  isPortalBuilt,
  portalDirectory,
} from './stack/buildPortal.mjs';
import { onStopRequest } from './stack/onStopRequest.mjs';
import { requireFreePorts } from './stack/ports.mjs';
import {
  describeSandboxServices,
  findSandboxServices,
} from './stack/sandboxServices.mjs';
import { servePortal } from './stack/servePortal.mjs';
import { readSettings } from './stack/settings.mjs';
import { explainFailure, say, step } from './terminal.mjs';
import { prepare } from './toolchain/prepare.mjs';

const RESTART_DELAY_MS = 1_000;

async function start() {
  const settings = readSettings();
  await requireFreePorts([
    { name: 'portal', port: settings.portalPort, variable: 'IDP_PORTAL_PORT' },
    {
      name: 'backend',
      port: settings.backendPort,
      variable: 'IDP_BACKEND_PORT',
    },
  ]);

  say('IDP Orchestrator');
  const node = await prepare();
  if (isPortalBuilt()) {
    say('  ✓ Portal (unchanged)');
  } else {
    await step('Portal', () => buildPortal(node));
  }

  const backend = new Backend({ node, settings });
  const stopping = new AbortController();
  let portal;
  onStopRequest(async () => {
    stopping.abort();
    say('\nStopping …');
    await portal?.close();
    await backend.stop();
    say('Stopped. The data is kept; `npm start` goes on where this ended.');
    sayServices(settings, 'still running; `npm run stop` ends them');
  });

  backend.start();
  try {
    await step('Backend', () => backend.waitUntilReady());
    portal = await servePortal({
      directory: portalDirectory,
      port: settings.portalPort,
      host: settings.host,
      backendUrl: backend.address,
    });
  } catch (error) {
    if (stopping.signal.aborted) return;
    await backend.stop();
    throw error;
  }
  sayServices(settings, 'running since before; `npm run stop` ends them');
  sayReady(settings, backend);
  await keepRunning(backend, stopping.signal);
}

/** The sandbox's services outlive backend and portal, so that a start is no loss. */
function sayServices({ dataDirectory }, how) {
  const described = describeSandboxServices(findSandboxServices(dataDirectory));
  if (described) say(`${described}: ${how}.`);
}

function sayReady(settings, backend) {
  const { tokenFile } = settings;
  say(`
Portal   http://localhost:${settings.portalPort}   (sign in as guest)
Backend  ${backend.url}   (pid ${backend.pid})
Log      ${backend.logFile}
Token    ${tokenFile ? `${settings.token}   (${tokenFile})` : 'that of $IDP_API_TOKEN'}
${describeBootstrap(settings, backend)}
Ctrl-C stops both.`);
}

/** The flow is content of the example: with flows of somebody's own there may be none. */
function describeBootstrap({ flowsDirectory, tokenFile }, { url }) {
  const file = path.join(flowsDirectory, 'bootstrap-platform.yaml');
  if (!fs.existsSync(file)) return '';
  return `
Bootstrap the platform from a terminal:

  curl -X POST ${url}/api/idp-orchestrator/v1/flows/bootstrap-platform/runs \\
    -H "Authorization: Bearer ${tokenFile ? `$(cat '${tokenFile}')` : '$IDP_API_TOKEN'}" \\
    -H "Content-Type: application/json" \\
    -d '{"input":{}}'
`;
}

/** A backend that crashed is started again; its runs go on by themselves. */
async function keepRunning(backend, stopped) {
  for (;;) {
    const how = await backend.ended;
    if (stopped.aborted) return;
    say(`\nThe backend ended (${how}). Starting it again …`);
    await sleep(RESTART_DELAY_MS);
    if (stopped.aborted) return;
    backend.start();
    try {
      await step('Backend', () => backend.waitUntilReady());
      say(`    pid ${backend.pid}`);
    } catch (error) {
      if (stopped.aborted) return;
      throw error;
    }
  }
}

start().then(
  () => {},
  error => {
    explainFailure(error);
    process.exit(1);
  },
);
