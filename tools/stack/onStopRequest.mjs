const LOOK_EVERY_MS = 500;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Calls `stop` once when a user, a terminal or npm asks for the end, and exits
 * when it is done. A second Ctrl-C does not wait: `hurry` says what that leaves.
 */
export function onStopRequest(stop, { hurry = () => {} } = {}) {
  let asked = false;
  const ask = async () => {
    if (asked) {
      hurry();
      process.exit(1);
    }
    asked = true;
    await stop();
    process.exit(0);
  };
  for (const signal of SIGNALS) process.on(signal, ask);
  onEndOfNpm(() => asked || ask());
}

/** Exits at once when that is asked for; what runs then ends by the handlers of `exit`. */
export function exitOnStopRequest() {
  const exit = () => process.exit(1);
  for (const signal of SIGNALS) process.on(signal, exit);
  onEndOfNpm(exit);
}

/**
 * Tells when npm, which started this process, was ended. Between the two is a
 * shell: it ends by a signal that npm passes on, and does not pass it on to us.
 */
export function onEndOfNpm(tell) {
  if (!process.env.npm_lifecycle_event) return;
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
