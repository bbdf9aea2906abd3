import { measureReload } from '../footprint/measureReload';
import { inMs, NOTHING, type Bar } from '../report/Figure';

const MOST_MS = 1_000;

export const reload: Bar = {
  number: 17,
  title: 'What the plugin adds to a reload in development',
  async measure() {
    const times = await measureReload();
    return [
      {
        what: 'a backend stopped and up again, SQLite in memory; without the plugin; median of the differences',
        ours: inMs(times.with),
        peer: inMs(times.without),
        ratio: withSign(times.share),
        bar: `≤ +${MOST_MS} ms`,
        met: times.share <= MOST_MS,
      },
      {
        what: 'its stop; without the plugin',
        ours: inMs(times.stopWith),
        peer: inMs(times.stopWithout),
        ratio: withSign(times.stopWith - times.stopWithout),
        bar: NOTHING,
      },
    ];
  },
};

function withSign(ms: number): string {
  return `${ms < 0 ? '' : '+'}${inMs(ms)}`;
}
