import { mockServices } from '@backstage/backend-test-utils';
import { readMetricsAddress } from './readMetricsAddress';

const read = (idpOrchestratorTelemetry?: unknown, environment = {}) =>
  readMetricsAddress(
    mockServices.rootConfig({
      data: JSON.parse(JSON.stringify({ idpOrchestratorTelemetry })),
    }),
    environment,
  );

describe('The address of the figures', () => {
  it.each([
    [undefined, {}, { host: '127.0.0.1', port: 9464 }],
    [undefined, { IDP_METRICS_PORT: '9000' }, { port: 9000 }],
    [{ metrics: { port: 9001 } }, { IDP_METRICS_PORT: '9000' }, { port: 9001 }],
    [{ metrics: { port: '9001', host: '0.0.0.0' } }, {}, { host: '0.0.0.0' }],
  ])('of %j and %j is %j', (config, environment, address) => {
    expect(read(config, environment)).toMatchObject(address);
  });

  it('is none when the port is off', () => {
    expect(read({ metrics: { port: 'off' } })).toBeUndefined();
    expect(read(undefined, { IDP_METRICS_PORT: 'off' })).toBeUndefined();
  });

  it.each([
    [
      { metrics: { port: 0 } },
      {},
      'idpOrchestratorTelemetry.metrics.port is 0: expected a port from 1 to 65535, or off',
    ],
    [
      undefined,
      { IDP_METRICS_PORT: 'no' },
      'IDP_METRICS_PORT is no: expected a port from 1 to 65535, or off',
    ],
    [
      { metrics: { host: 5 } },
      {},
      'idpOrchestratorTelemetry.metrics.host is 5: expected an address to listen on, as 127.0.0.1 or 0.0.0.0',
    ],
    [
      { metrics: { prot: 9000 } },
      {},
      'idpOrchestratorTelemetry.metrics.prot is unknown: expected one of port, host',
    ],
    [
      { metrics: 9000 },
      {},
      'idpOrchestratorTelemetry.metrics is 9000: expected a block with port, host',
    ],
  ])('is refused of %j and %j', (config, environment, message) => {
    expect(() => read(config, environment)).toThrow(new Error(message));
  });
});
