import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../tools/stack/Stack.mjs';

const GOING_ON = 'queued,running,waiting,paused,cancelling';

/** Cancels what a test has left running, and waits until its processes have ended. */
export async function endRuns(stack: Stack) {
  // A test that failed may have left the backend down, and scripts without it.
  if (!(await answers(stack))) await stack.startBackend();
  const path = `/runs?status=${GOING_ON}&limit=100`;
  const read = async (): Promise<Array<{ id: string }>> =>
    (await (await stack.request(path)).json()).items;
  for (const { id } of await read()) {
    const body = { reason: 'The test is over.' };
    await stack.request(`/runs/${id}/cancel`, { method: 'POST', body });
  }
  while ((await read()).length > 0) await sleep(200);
}

async function answers(stack: Stack) {
  return fetch(`${stack.backendUrl}/.backstage/health/v1/readiness`).then(
    () => true,
    () => false,
  );
}
