/**
 * Tells the parent when `start` is done, ends when it fails (Backstage goes on
 * with the plugins that are left), and when the parent is gone.
 */
export function runUnderParent(start: () => Promise<void>): void {
  process.on('disconnect', () => process.exit(1));
  start()
    .then(() => process.send?.('started'))
    .catch(error => {
      console.error(error);
      process.exit(1);
    });
}
