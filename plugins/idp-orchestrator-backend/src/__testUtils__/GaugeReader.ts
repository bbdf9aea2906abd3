import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { MetricsServiceObservableCallback } from '@backstage/backend-plugin-api/alpha';

/** Asks the gauges of a backend, as a scrape does. */
export class GaugeReader {
  readonly #gauges = new Map<string, MetricsServiceObservableCallback>();

  /** For the backend whose gauges are asked. */
  readonly metrics = metricsServiceMock.mock({
    createObservableGauge: name => ({
      addCallback: callback => {
        this.#gauges.set(name, callback as MetricsServiceObservableCallback);
      },
      removeCallback: () => {},
    }),
  });

  /** What a gauge without labels tells now; one that waits before it tells, tells nothing. */
  read(name: string): number | undefined {
    let value: number | undefined;
    void this.#gauges.get(name)?.({
      observe: found => {
        value = found;
      },
    });
    return value;
  }
}
