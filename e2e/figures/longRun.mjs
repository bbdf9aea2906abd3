import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const STEPS = 500;
export const LINES = 1_000_000;

/** As wide as this, and each step of a row needs the one above it. */
const BESIDE = 10;

/**
 * Writes a flow of 500 steps, the first of which is a script that prints a
 * million lines, into two folders for a backend to read.
 */
export function writeLongFlow(directory) {
  const scripts = path.join(directory, 'scripts');
  const flows = path.join(directory, 'flows');
  fs.mkdirSync(scripts, { recursive: true });
  fs.mkdirSync(flows, { recursive: true });
  fs.writeFileSync(
    path.join(scripts, 'lines.sh'),
    `#!/usr/bin/env bash
awk 'BEGIN { for (n = 1; n <= ${LINES}; n++) printf "line %d of a log that is long enough for anybody\\n", n }'
`,
    { mode: 0o755 },
  );
  const entry = {
    title: 'Lines',
    script: 'lines.sh',
    defaultAction: 'print',
    risk: 'low',
    actions: { print: {} },
  };
  // YAML, since every JSON is.
  write(path.join(scripts, 'catalog.yaml'), { scripts: { lines: entry } });
  write(path.join(flows, 'long.yaml'), {
    id: 'long',
    title: 'Long',
    risk: 'low',
    steps: Array.from({ length: STEPS }, (_, index) => createStep(index)),
  });
  return { scripts, flows };
}

/** Runs it to its end, and gives its id. */
export async function runLongFlow(stack) {
  const started = await stack.request('/flows/long/runs', {
    method: 'POST',
    body: { input: {} },
  });
  const { id } = await readJson(started);
  for (;;) {
    const { status } = await readJson(await stack.request(`/runs/${id}`));
    if (status === 'succeeded') return id;
    if (status === 'failed' || status === 'cancelled') {
      throw new Error(`The run of the long flow is ${status}`);
    }
    await sleep(500);
  }
}

function createStep(index) {
  const number = index + 1;
  if (index === 0) {
    return { id: 'lines', uses: 'script', with: { script: 'lines' } };
  }
  return {
    id: `step-${number}`,
    title: `Step ${number}`,
    uses: 'wait',
    with: { for: '1ms' },
    needs: [index > BESIDE ? `step-${number - BESIDE}` : 'lines'],
  };
}

function write(file, content) {
  const versioned = { apiVersion: 'idp-orchestrator/v1', ...content };
  fs.writeFileSync(file, JSON.stringify(versioned, undefined, 2));
}

async function readJson(response) {
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}
