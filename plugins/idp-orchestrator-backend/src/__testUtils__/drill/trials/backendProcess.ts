import { flushCompileCache } from 'node:module';
import { createBackend } from '@backstage/backend-defaults';

/** A whole Backstage backend with the plugin alone, configured by the file that it is told. */
async function main(): Promise<void> {
  const backend = createBackend();
  backend.add(import('../../../index'));
  await backend.start();
  // A process that is killed would leave nothing for the next one.
  flushCompileCache();
  process.send?.('started');
}

// Whoever started it is gone.
process.on('disconnect', () => process.exit(1));
main().catch(error => {
  console.error(error);
  process.exit(1);
});
