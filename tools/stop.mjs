// `npm run stop`: ends the services of the sandbox, which go on when
// `npm start` ends.
import path from 'node:path';
import {
  describeSandboxServices,
  findSandboxServices,
  stopSandboxServices,
} from './stack/sandboxServices.mjs';
import {
  describeScriptsUnderWay,
  findScriptsUnderWay,
} from './stack/scriptsUnderWay.mjs';
import { say } from './terminal.mjs';
import { dataDirectory } from './toolchain/paths.mjs';

const folder = path.resolve(process.env.IDP_DATA_DIR || dataDirectory);
const found = findSandboxServices(folder);
const described = describeSandboxServices(found);
if (described === undefined) {
  say('No service of the sandbox runs.');
} else {
  say(`Ending ${described} …`);
  if (!stopSandboxServices(found)) process.exitCode = 1;
}
const scripts = describeScriptsUnderWay(findScriptsUnderWay(folder));
if (scripts) {
  say(
    `${scripts}: under way, and may start services again. Cancel their runs, or wait until they have ended.`,
  );
}
