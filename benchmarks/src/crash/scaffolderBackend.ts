import { createInterface } from 'node:readline';
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { execa } from 'execa';
import { createCatalogOfOne } from '../backends/catalogOfOne';
import { runUnderParent } from './runUnderParent';

/** Runs `$SCRIPT` and logs its lines, as an action would do it. */
const runScript = createTemplateAction({
  id: 'benchmark:script',
  async handler({ logger }) {
    const script = execa(String(process.env.SCRIPT), { buffer: false });
    for await (const line of createInterface({ input: script.stdout })) {
      logger.info(line);
    }
    await script;
  },
});

const scriptAction = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'benchmarks',
  register(env) {
    env.registerInit({
      deps: { actions: scaffolderActionsExtensionPoint },
      async init({ actions }) {
        actions.addActions(runScript);
      },
    });
  },
});

/** A backend with the scaffolder alone, as a process; `BackendProcess` starts it. */
async function main(): Promise<void> {
  const backend = createBackend();
  const steps = [{ id: 'script', name: 'Script', action: runScript.id }];
  backend.add(createCatalogOfOne([{ name: 'script', spec: { steps } }]));
  backend.add(import('@backstage/plugin-scaffolder-backend'));
  backend.add(scriptAction);
  await backend.start();
}

runUnderParent(main);
