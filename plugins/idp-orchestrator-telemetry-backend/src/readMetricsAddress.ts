import type { RootConfigService } from '@backstage/backend-plugin-api';

/** Where Prometheus finds the figures. */
export interface MetricsAddress {
  host: string;
  port: number;
}

const BLOCK = 'idpOrchestratorTelemetry';

/** The settings that there are, by the key of the block that they are in. */
const KNOWN = { [BLOCK]: ['metrics'], [`${BLOCK}.metrics`]: ['port', 'host'] };

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 9464;

/**
 * Reads `idpOrchestratorTelemetry.metrics`; without a port there it is that of
 * `IDP_METRICS_PORT`.
 *
 * @returns nothing when the port is `off`
 * @throws Error naming the key, what is expected there, and what was given
 */
export function readMetricsAddress(
  config: RootConfigService,
  environment: NodeJS.ProcessEnv,
): MetricsAddress | undefined {
  for (const [key, known] of Object.entries(KNOWN)) {
    refuseStrangers(config.getOptional(key) ?? {}, key, known);
  }
  const key = `${BLOCK}.metrics.port`;
  const configured = config.getOptional(key) ?? undefined;
  const port =
    configured === undefined
      ? readPort(
          environment.IDP_METRICS_PORT || DEFAULT_PORT,
          'IDP_METRICS_PORT',
        )
      : readPort(configured, key);
  if (port === undefined) return undefined;
  const host = config.getOptional(`${BLOCK}.metrics.host`) ?? DEFAULT_HOST;
  if (typeof host === 'string' && host !== '') return { host, port };
  throw new Error(
    `${BLOCK}.metrics.host is ${JSON.stringify(host)}: expected an address to listen on, as 127.0.0.1 or 0.0.0.0`,
  );
}

function refuseStrangers(given: unknown, key: string, known: string[]): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Error(
      `${key} is ${JSON.stringify(given)}: expected a block with ${known.join(', ')}`,
    );
  }
  const stranger = Object.keys(given).find(name => !known.includes(name));
  if (stranger === undefined) return;
  throw new Error(
    `${key}.${stranger} is unknown: expected one of ${known.join(', ')}`,
  );
}

function readPort(given: unknown, key: string): number | undefined {
  if (given === 'off') return undefined;
  const port = typeof given === 'string' ? Number(given) : given;
  if (isPort(port)) return port;
  throw new Error(
    `${key} is ${typeof given === 'string' ? given : JSON.stringify(given)}: expected a port from 1 to 65535, or off`,
  );
}

function isPort(given: unknown): given is number {
  return Number.isInteger(given) && Number(given) > 0 && Number(given) < 65_536;
}
