// Looks at the event loop of the backend from a thread of its own. While the
// loop stands nothing there can tell why, so this does: on the backend's error
// output, and in the file of what the worker does, which outlives the process.
const { writeSync } = require('node:fs');
const { workerData } = require('node:worker_threads');

const { shared, layout, limitMs, lookMs } = workerData;
const { STOP, BEAT, LENGTH, FILE } = layout.cells;
const cells = new Int32Array(shared, 0, layout.textOffset / 4);
const text = new Uint8Array(shared, layout.textOffset);

function readWork() {
  const length = Math.min(Atomics.load(cells, LENGTH), text.length);
  return Buffer.from(text.slice(0, length)).toString('utf8');
}

/** The loop writes as it goes on; what is said of it may be late, never harmful. */
function tell(work, ms) {
  const seconds = (ms / 1_000).toFixed(1);
  const what = work.trim()
    ? work.trim().split('\n').join(', ')
    : 'nothing that the orchestrator knows of';
  writeSync(
    2,
    `idp-orchestrator: the event loop of this backend has been standing for ${seconds} s. What it does: ${what}\n`,
  );
}

function keep(work, ms) {
  const file = Atomics.load(cells, FILE);
  if (file < 0 || !work) return;
  const note = Buffer.alloc(layout.noteBytes, ' ');
  note.write(`ms ${Math.round(ms)}\n${work}`);
  try {
    writeSync(file, note, 0, note.length, layout.noteOffset);
  } catch {
    // The file was closed, or its disk is full: the error output has it.
  }
}

let beat = Atomics.load(cells, BEAT);
let since = performance.now();
let told = 0;
while (Atomics.wait(cells, STOP, 0, lookMs) === 'timed-out') {
  const now = performance.now();
  const newest = Atomics.load(cells, BEAT);
  if (newest !== beat) {
    beat = newest;
    since = now;
    told = 0;
    continue;
  }
  const ms = now - since;
  if (ms < limitMs) continue;
  const work = readWork();
  keep(work, ms);
  // At 1, 10 and 100 s: often enough, and not more text than is read.
  if (ms >= limitMs * 10 ** told) {
    tell(work, ms);
    told += 1;
  }
}
