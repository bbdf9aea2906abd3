import { measurePages } from '../footprint/measurePages';
import { measureStart, type StartTimes } from '../footprint/measureStart';
import { inMs, NOTHING, type Bar, type Figure } from '../report/Figure';

const MOST_MS = 100;
const MOST_BYTES = 200_000;
const MOST_BYTES_OF_FORM = 250_000;

/** The sources that are loaded, one after the other, until a page is there. */
const PAGES = {
  overview: ['overview/OverviewRouter.tsx'],
  services: ['services/ServicesRouter.tsx'],
  'a run': ['runs/RunsRouter.tsx', 'run/RunPage.tsx'],
  flows: ['flows/FlowsRouter.tsx'],
  windows: ['windows/WindowsPage.tsx'],
  insights: ['insights/InsightsPage.tsx'],
  audit: ['audit/AuditPage.tsx'],
};

/** The page that needs what makes forms. */
const FORM = {
  'a flow with its form': [
    'flows/FlowsRouter.tsx',
    'flows/input/InputForm.tsx',
  ],
};

/** Pages with what they load when it is wanted. */
const PAGES_AND_MORE = {
  'insights with charts': [
    'insights/InsightsPage.tsx',
    'insights/charts/DayChart.tsx',
  ],
};

export const footprint: Bar = {
  number: 12,
  title: 'What the plugin adds to a backend’s start and to the portal',
  async measure() {
    const pages = await measurePages(PAGES);
    const form = await measurePages(FORM);
    const more = await measurePages(PAGES_AND_MORE);
    return [
      reportStart(await measureStart()),
      ...withLimit(pages, MOST_BYTES),
      ...withLimit(form, MOST_BYTES_OF_FORM),
      ...Object.entries(more).map(([name, bytes]) => reportPage(name, bytes)),
    ];
  },
};

function reportStart(start: StartTimes): Figure {
  const { share } = start;
  return {
    what: 'a backend up, SQLite; without the plugin; median of the differences',
    ours: inMs(start.with),
    peer: inMs(start.without),
    ratio: `+${inMs(share)}`,
    bar: `≤ +${MOST_MS} ms`,
    met: share <= MOST_MS,
  };
}

function withLimit(pages: Record<string, number>, most: number): Figure[] {
  return Object.entries(pages).map(([name, bytes]) => ({
    ...reportPage(name, bytes),
    bar: `≤ ${inKilobytes(most)}`,
    met: bytes <= most,
  }));
}

function reportPage(name: string, bytes: number): Figure {
  return {
    what: `JavaScript of a page of the portal, gzipped: ${name}`,
    ours: inKilobytes(bytes),
    peer: NOTHING,
    ratio: NOTHING,
    bar: NOTHING,
  };
}

function inKilobytes(bytes: number): string {
  return `${Math.round(bytes / 1_000)} KB`;
}
