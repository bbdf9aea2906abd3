const PARENT_CHECK_MS = 1_000;

/**
 * Calls `stop` once when a user, a terminal or a parent asks for the end, and
 * exits when it is done. A second Ctrl-C does not wait.
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
  // npm does not always pass a signal on, and cannot when it is killed.
  if (process.env.npm_lifecycle_event) watchParent(ask);
}

function watchParent(onGone) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
