import { z } from 'zod';

export const serviceInputSchema = z
  .strictObject({
    act: z
      .enum(
        ['start', 'stop', 'restart', 'look'],
        'start, stop, restart or look',
      )
      .describe(
        'What to do. `restart` is for services that live in a cluster; one that a script controls is stopped and started.',
      ),
    service: z
      .string('the name of a service')
      .optional()
      .describe('The service to start, stop or restart.'),
    again: z
      .boolean()
      .default(false)
      .describe(
        'With `start`: an earlier step stops it, so a plan finds something to do.',
      ),
    leaves: z
      .enum(['stopped', 'running'], 'stopped or running')
      .default('stopped')
      .describe(
        'With `stop`: what the service is meant to be afterwards; `running` when a later step starts it.',
      ),
    until: z.iso
      .datetime({ offset: true, error: 'a time in ISO 8601, with its offset' })
      .optional()
      .describe(
        'With `stop`: until when it is meant to be stopped; from then on it needs attention.',
      ),
    services: z
      .array(z.string('the name of a service'))
      .default([])
      .describe('With `look`: the services to look at; all when empty.'),
    expect: z
      .enum(['well', 'gone', 'anything'], 'well, gone or anything')
      .default('anything')
      .describe(
        'With `look`: the step fails when a service is not so; `anything` only tells.',
      ),
  })
  .refine(({ act, service }) => act === 'look' || service !== undefined, {
    path: ['service'],
    message: 'the name of a service',
  })
  .refine(({ act, until }) => act === 'stop' || until === undefined, {
    path: ['until'],
    message: 'nothing: only what is stopped is so until a time',
  })
  .describe(
    "Starts, stops or restarts a service of the run's environment and waits until its probes find it well, or gone; or looks at some. What is as it should be already is left alone. Its output is `changed`, `nothing_to_do`, `status`, `health`, `url` and `replicas`; that of `look` is `services` by their names, and `urls` of those that answer. Whoever starts a flow that has such a step needs the permission to operate services.",
  );

export type ServiceInput = z.infer<typeof serviceInputSchema>;
