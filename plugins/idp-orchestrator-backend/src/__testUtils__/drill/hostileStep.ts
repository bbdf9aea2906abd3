import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import type { AnyStepType } from '../../engine/EngineStepContext';

/** What is done while the step's input is read, and so without a pause. */
const ACTS = {
  nothing: () => {},
  /** Computes for `ms`. */
  stand: (ms: number) => {
    const begun = process.threadCpuUsage();
    const computed = () => {
      const { user, system } = process.threadCpuUsage(begun);
      return (user + system) / 1_000;
    };
    while (computed() < ms);
  },
  /** Does nothing for `ms`, as a process that is frozen. */
  freeze: (ms: number) => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  },
  die: () => process.kill(process.pid, 'SIGKILL'),
};

/** A step that does to its process what no step may be able to. */
export const hostileStep = defineStepType({
  uses: 'hostile',
  inputSchema: z
    .object({
      act: z.enum(['nothing', 'stand', 'freeze', 'die']),
      ms: z.number().default(0),
    })
    .transform(input => {
      ACTS[input.act](input.ms);
      return input;
    }),
  resumable: false,
  run: async () => ({ status: 'succeeded' }),
  plan: async () => ({ effect: 'unknown', text: 'Would do harm.' }),
}) as AnyStepType;
