import { startScaffolder, type ScaffolderRequest } from './startScaffolder';

/**
 * Runs a backend as a process of its own, which says `{ port }` to its parent
 * when it is up.
 */
async function run(request: ScaffolderRequest): Promise<void> {
  const backend = await startScaffolder(request);
  // Whoever started it is gone.
  process.once('disconnect', () => process.exit(1));
  process.send?.({ port: backend.server.port() });
}

run(JSON.parse(process.argv[2])).catch(error => {
  const word = { error: String(error?.stack ?? error) };
  process.send?.(word, () => process.exit(1));
});
