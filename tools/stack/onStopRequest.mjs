/**
 * Calls `stop` once when a user, a terminal or npm asks for the end, and exits
 * when it is done. A second Ctrl-C does not wait.
 */
export function onStopRequest(stop) {
  let asked = false;
  const ask = async () => {
    if (asked) process.exit(1);
    asked = true;
    await stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, ask);
  }
}
