import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { ServiceUnavailableError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  isMeantStopped,
  type PlatformHealth,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { connect, type ActionServices } from '../connect';
import { untilReachable } from '../untilReachable';
import { example } from './example';
import { environmentField } from './fields';

const ID = 'idp:platform:health';

/**
 * Makes the action that asks every service now. It changes nothing, so a dry
 * run of a template does it too.
 */
export function createHealthAction(services: ActionServices) {
  return createTemplateAction({
    id: ID,
    description:
      'Asks every service of the platform how it is, with real requests; fails when it is worse than wanted.',
    examples: EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        environment: environmentField,
        atLeast: z =>
          z
            .enum(['healthy', 'degraded'])
            .optional()
            .describe('The step fails when the platform is worse than this'),
      },
      output: {
        healthy: z => z.boolean().describe('Whether the platform is healthy'),
        status: z =>
          z.enum([
            'healthy',
            'degraded',
            'unhealthy',
            'unknown',
            'stopped',
            'changing',
          ]),
        score: z => z.number().describe('0 to 100, the mean of its services'),
        services: z =>
          z
            .record(z.unknown())
            .describe('By name: status, score, url and reason'),
      },
    },
    async handler(ctx) {
      const { environment, atLeast } = ctx.input;
      const { asUser } = connect(services, ctx);
      const health = await untilReachable(
        () => asUser.getHealth({ refresh: true, environment }),
        ctx,
        'The health of the platform is not known',
      );
      describeHealth(health).forEach(line => ctx.logger.info(line));
      ctx.output('healthy', health.status === 'healthy');
      ctx.output('status', health.status);
      ctx.output('score', health.score);
      ctx.output('services', byName(health.services));
      if (atLeast) requireHealth(health, atLeast);
    },
  });
}

function describeHealth({ status, summary, services }: PlatformHealth) {
  return [
    `The platform is ${status}${summary ? `. ${summary}` : ''}`,
    ...services.map(describeService),
  ];
}

function describeService(service: ServiceHealth): string {
  const { title, status, reason, pending } = service;
  const state = pending ? `${status}, ${pending.act}` : status;
  return `${title}: ${state}${reason ? ` (${reason})` : ''}`;
}

function byName(services: ServiceHealth[]): JsonObject {
  return Object.fromEntries(
    services.map(({ name, status, score, url, reason }) => [
      name,
      { status, score, url, reason },
    ]),
  );
}

function requireHealth(
  { status, services, checkedAt }: PlatformHealth,
  atLeast: 'healthy' | 'degraded',
): void {
  if (status === 'healthy' || status === atLeast) return;
  const bad = services.filter(
    service =>
      service.status !== 'healthy' &&
      !isMeantStopped(service, Date.parse(checkedAt)),
  );
  throw new ServiceUnavailableError(
    [
      `The platform is ${status}, which is less than ${atLeast}.`,
      ...bad.map(describeService),
    ].join('\n'),
  );
}

const EXAMPLES = [
  example('Go on only when the platform is healthy', {
    id: 'health',
    name: 'Look at the platform',
    action: ID,
    input: { environment: 'production', atLeast: 'healthy' },
  }),
];
