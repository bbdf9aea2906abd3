const interactive = process.stdout.isTTY && !process.env.CI;

/**
 * Runs one step with a line that says what goes on and how long it took; in a
 * terminal the line counts the seconds meanwhile.
 */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  let ticker;
  if (interactive) {
    const show = () =>
      process.stdout.write(`\r  … ${title} ${seconds()}\x1b[K`);
    show();
    ticker = setInterval(show, 500);
  }
  try {
    const result = await work();
    endLine(`  ✓ ${title} (${seconds()})`);
    return result;
  } catch (error) {
    endLine(`  ✗ ${title} (${seconds()})`);
    throw error;
  } finally {
    clearInterval(ticker);
  }

  function endLine(text) {
    clearInterval(ticker);
    process.stdout.write(interactive ? `\r${text}\x1b[K\n` : `${text}\n`);
  }
}

export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

/** What failed and what to do now; the stack only for our own mistakes. */
export function explainFailure(error) {
  if (error.name !== 'StepFailure') {
    process.stderr.write(`\n${error.stack}\n`);
    return;
  }
  process.stderr.write(`\n${error.message}\n\n→ ${error.nextAction}\n`);
}
