import path from 'node:path';
import type { Config } from '@backstage/config';
import { z } from 'zod';
import { environmentPodSchema, type PodSettings } from '../../bridge';
import type { ClusterAccess } from '../../cluster';
import { checkBlock, textsByNameSchema, textSchema } from '../values';
import { clusterAccessSchema } from './clusterAccessSchema';

/** An environment: the folder of its scripts, and what they get to know. */
export interface EnvironmentConfig {
  title: string;
  scriptsDirectory: string;
  variables: Record<string, string>;
  cluster?: ClusterAccess;
  /** The pod that each of its scripts runs in which says nothing else; none when absent. */
  pod?: Omit<PodSettings, 'path'>;
}

/** The environments that there are. */
export interface EnvironmentsConfig {
  /** The environment that is used when a caller names none. */
  fallback: string;
  known: string[];
  byName: Record<string, EnvironmentConfig>;
}

const FOLDER = 'the folder of the scripts (or set IDP_SCRIPTS_DIR)';
const NAME = 'a name of letters, digits, - and _, a letter first';

const environmentSchema = z.strictObject(
  {
    title: textSchema.optional(),
    scriptsDirectory: z.string(FOLDER).min(1, FOLDER),
    variables: textsByNameSchema.default({}),
    kubernetes: clusterAccessSchema.optional(),
    runsOn: z
      .strictObject(
        { pod: environmentPodSchema.optional() },
        'an object such as { pod: { image: … } }',
      )
      .optional(),
    // Read with the services of all environments.
    portOffset: z.unknown().optional(),
    services: z.unknown().optional(),
  },
  'the settings of an environment',
);

const environmentsSchema = z
  .object({
    environment: textSchema,
    environments: z.record(
      z.string().regex(/^[A-Za-z][\w-]*$/, NAME),
      environmentSchema,
      {
        error: ({ code }) =>
          code === 'invalid_key' ? NAME : 'environments by their names',
      },
    ),
  })
  .superRefine(({ environment, environments }, context) => {
    if (Object.hasOwn(environments, environment)) return;
    const known = Object.keys(environments).join(', ');
    context.addIssue({
      code: 'custom',
      path: ['environment'],
      message: `one of the configured environments ${known}, here or in IDP_ENVIRONMENT`,
    });
  })
  .transform(({ environment, environments }): EnvironmentsConfig => ({
    fallback: environment,
    known: Object.keys(environments),
    byName: Object.fromEntries(
      Object.entries(environments).map(([name, one]) => [
        name,
        {
          title: one.title ?? name,
          scriptsDirectory: path.resolve(one.scriptsDirectory),
          variables: one.variables,
          cluster: one.kubernetes,
          pod: one.runsOn?.pod,
        },
      ]),
    ),
  }));

/**
 * Reads the environments, and which of them is used when nobody names one. What
 * is not configured comes from `IDP_ENVIRONMENT` and `IDP_SCRIPTS_DIR`, as
 * users of the earlier system know them.
 *
 * @throws InputError telling every problem of these keys
 */
export function readEnvironmentsConfig(
  config: Config | undefined,
  { IDP_ENVIRONMENT, IDP_SCRIPTS_DIR }: NodeJS.ProcessEnv,
): EnvironmentsConfig {
  const environment =
    config?.getOptional('environment') ?? (IDP_ENVIRONMENT || 'development');
  const scriptsDirectory =
    config?.getOptional('scriptsDirectory') ?? (IDP_SCRIPTS_DIR || undefined);
  const environments = config?.getOptional('environments') ?? {
    [String(environment)]: {},
  };
  return checkBlock(
    {
      environment,
      environments: withScripts(environments, scriptsDirectory),
    },
    { key: '', schema: environmentsSchema },
  );
}

/** Gives an environment without a folder of its own that of all. */
function withScripts(environments: unknown, scriptsDirectory: unknown) {
  if (!isObject(environments)) return environments;
  const named = Object.entries(environments).map(([name, one]) => {
    if (!isObject(one)) return [name, one];
    const own = one.scriptsDirectory ?? scriptsDirectory;
    return [name, { ...one, scriptsDirectory: own }];
  });
  return Object.fromEntries(named);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
