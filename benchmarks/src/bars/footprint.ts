import { measurePages } from '../footprint/measurePages';
import { measureStart } from '../footprint/measureStart';
import { inMs, NOTHING, type Bar, type Figure } from '../report/Figure';

const MOST_MS = 200;
const MOST_BYTES = 200_000;

/** The sources that are loaded, one after the other, until a page is there. */
const PAGES = {
  overview: ['overview/OverviewPage.tsx'],
  'a run': ['runs/RunsRouter.tsx', 'run/RunPage.tsx'],
  'a form': ['flows/FlowsRouter.tsx', 'flows/InputForm.tsx'],
  insights: ['insights/InsightsPage.tsx', 'insights/charts/DayChart.tsx'],
};

export const footprint: Bar = {
  number: 12,
  title: 'What the plugin adds to a backend’s start and to the portal',
  async measure() {
    const sizes = await measurePages(PAGES);
    const start = await measureStart();
    return [
      reportStart(start),
      ...Object.entries(sizes).map(([name, bytes]) => reportPage(name, bytes)),
    ];
  },
};

function reportStart(start: { with: number; without: number }): Figure {
  const share = start.with - start.without;
  return {
    what: 'a backend up, SQLite; without the plugin',
    ours: inMs(start.with),
    peer: inMs(start.without),
    ratio: `+${inMs(share)}`,
    bar: `≤ +${MOST_MS} ms`,
    met: share <= MOST_MS,
  };
}

function reportPage(name: string, bytes: number): Figure {
  return {
    what: `JavaScript of a page of the portal, gzipped: ${name}`,
    ours: inKilobytes(bytes),
    peer: NOTHING,
    ratio: NOTHING,
    bar: `≤ ${inKilobytes(MOST_BYTES)}`,
    met: bytes <= MOST_BYTES,
  };
}

function inKilobytes(bytes: number): string {
  return `${Math.round(bytes / 1_000)} KB`;
}
