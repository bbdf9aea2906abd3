import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator, RUN_IDS } from '../../../dev/recordings';
import { giveElementsHeight, renderPage } from '../../__testUtils__/renderPage';
import { addDays, mondayOf } from './weekDays';

const HOUR_MS = 60 * 60 * 1_000;
const monday = mondayOf(Date.now());
const iso = (day: number, hour = 0) =>
  new Date(addDays(monday, day) + hour * HOUR_MS).toISOString();

function recorded() {
  const backend = createRecordedOrchestrator(Date.now());
  const nightly = {
    scheduleId: 'nightly-cleanup',
    title: 'Nightly clean-up',
    flow: 'bootstrap-platform',
    environment: 'development',
  };
  backend.calendar = {
    items: [
      {
        ...nightly,
        dueAt: iso(0, 2),
        result: 'ok',
        outcome: 'started',
        runId: RUN_IDS.success,
      },
      { ...nightly, dueAt: iso(1, 2), result: 'needs-consent' },
      ...[0, 1, 2, 3, 4].map(hour => ({
        ...nightly,
        scheduleId: 'often',
        title: 'Often',
        dueAt: iso(2, hour),
        result: 'ok' as const,
      })),
    ],
    windows: [
      {
        id: 'freeze',
        title: 'Year end',
        kind: 'freeze',
        environments: [],
        from: iso(3),
        to: iso(5),
      },
    ],
    collisions: [
      {
        kind: 'lock',
        from: iso(1, 2),
        to: iso(1, 3),
        environment: 'development',
        schedules: ['nightly-cleanup', 'often'],
        text: 'Often will wait about 25 min',
      },
    ],
    incomplete: 'Only the first 2,000 are shown',
  };
  return backend;
}

beforeEach(() => giveElementsHeight(600));
afterEach(() => jest.restoreAllMocks());

describe('The week of schedules', () => {
  it('has what is due on each day, windows, and what gets in its own way', async () => {
    const backend = recorded();
    await renderPage(backend, '/schedules?environment=development', {
      framed: true,
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Week' }));
    expect(
      await screen.findByText('Often will wait about 25 min'),
    ).toBeVisible();
    expect(screen.getByText('Only the first 2,000 are shown')).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent('view=week');
    const days = screen.getAllByRole('region');
    expect(days).toHaveLength(7);
    expect(
      within(days[0]).getByRole('link', { name: 'Started' }),
    ).toHaveAttribute('href', expect.stringContaining(RUN_IDS.success));
    expect(days[1]).toHaveTextContent('Needs consent');
    expect(days[2]).toHaveTextContent(/Often5 times/);
    expect(days[3]).toHaveTextContent('Freeze “Year end”all day');
    expect(days[6]).toHaveTextContent('Nothing is due');
    expect(backend.askedCalendars).toEqual([
      { from: iso(0), to: iso(7), environment: 'development' },
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Week after' }));
    expect(backend.askedCalendars.at(-1)).toMatchObject({ from: iso(7) });
  });
});
