/** Whether a run or a task is over is asked so often (ms): not to wait long, and not to be measured. */
export const ASK_EVERY_MS = 200;
