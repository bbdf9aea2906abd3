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
import { describeLeft } from './stack/describeLeft.mjs';
import { onStopRequest } from './stack/onStopRequest.mjs';
import { requireFreePorts } from './stack/ports.mjs';
import { servePortal } from './stack/servePortal.mjs';
import { readSettings } from './stack/settings.mjs';
import { explainFailure, say, step } from './terminal.mjs';
import { prepare } from './toolchain/prepare.mjs';

const RESTART_DELAY_MS = 1_000;

async function start() {
  const settings = readSettings();
  const stopping = new AbortController();
  let backend = null;
  let portal;
  onStopRequest(
    async () => {
      stopping.abort();
      say('\nStopping …');
      await portal?.close();
      await backend?.stop();
      say('Stopped. The data is kept; `npm start` goes on where this ended.');
      sayLeft(settings);
    },
    {
      hurry() {
        say('\nNot waiting.');
        if (backend?.isRunning) {
          say(`The backend (pid ${backend.pid}) ends by itself in a moment.`);
        }
        sayLeft(settings);
      },
    },
  );

  await requireFreePorts(portsOf(settings));
  say('IDP Orchestrator');
  sayFound(settings);
  const node = await prepare();
  if (isPortalBuilt()) {
    say('  ✓ Portal (unchanged)');
  } else {
    await step('Portal', () => buildPortal(node));
  }

  backend = new Backend({ node, settings });
  if (stopping.signal.aborted) return;
  backend.start();
  try {
    await step('Backend', () => backend.waitUntilReady());
    portal = await servePortal({
      directory: portalDirectory,
      port: settings.portalPort,
      host: settings.host,
      backendUrl: backend.address,
    });
    sayReady(settings, backend);
    await keepRunning(backend, stopping.signal);
  } catch (error) {
    if (stopping.signal.aborted) return;
    await backend.stop();
    sayLeft(settings);
    throw error;
  }
}

function portsOf({ portalPort, backendPort }) {
  return [
    { name: 'portal', port: portalPort, variable: 'IDP_PORTAL_PORT' },
    { name: 'backend', port: backendPort, variable: 'IDP_BACKEND_PORT' },
  ];
}

function sayFound({ dataDirectory }) {
  const lines = describeLeft(dataDirectory, {
    services: 'running since before; `npm run stop` ends them',
    scripts: 'under way since before; the backend takes them up again',
  });
  lines.forEach(line => say(`  ${line}`));
}

function sayLeft({ dataDirectory }) {
  const lines = describeLeft(dataDirectory, {
    services: 'still running; `npm run stop` ends them',
    scripts:
      'still under way; `npm start` takes them up again, and what nobody takes up ends by itself (engine.adoptionWindow, two minutes unless configured)',
  });
  lines.forEach(line => say(line));
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
