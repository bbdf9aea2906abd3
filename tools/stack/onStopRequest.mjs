const LOOK_EVERY_MS = 500;

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
  if (process.env.npm_lifecycle_event) onEndOfParent(() => asked || ask());
}

/**
 * Between npm and us is a shell. It ends by a signal that npm passes on, and
 * does not pass it on to us.
 */
function onEndOfParent(tell) {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    // There may be no terminal any more to say anything to.
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', () => {});
    }
    tell();
  }, LOOK_EVERY_MS);
  look.unref();
}
