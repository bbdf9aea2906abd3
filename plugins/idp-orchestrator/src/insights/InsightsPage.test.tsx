import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRecordedOrchestrator } from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

const rowsOf = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .slice(1);

describe('Insights', () => {
  it('tell by numbers what the charts show', async () => {
    await renderPage(backend(), '/insights');
    const [bootstrap] = await rowsOf('Flows');
    expect(bootstrap).toHaveTextContent(/Bootstrap platform.*120.*92.3%.*36 s/);
    expect(
      await screen.findByRole('img', { name: /^Chart of \d+ runs by day/ }),
    ).toBeVisible();
    expect(
      await screen.findByRole('img', {
        name: /^Chart of the durations of 3 flows/,
      }),
    ).toBeVisible();
    const [slowest] = await rowsOf('Slowest steps');
    expect(slowest).toHaveTextContent('Monitoring');
    const [flakiest] = await rowsOf('Flakiest steps');
    expect(flakiest).toHaveTextContent(/Infrastructure.*92.5%/);
  });

  it('tell what people need not do by hand any more, and how that is reckoned', async () => {
    await renderPage(backend(), '/insights');
    const [bootstrap] = await rowsOf('Time saved');
    // 109 runs of 36 s each, for which a person takes two hours.
    expect(bootstrap).toHaveTextContent(
      /Bootstrap platform\s*109\s*2 h\s*36 s\s*216 h 54 min/,
    );
    expect(screen.getByText(/^Runs that succeeded × /)).toBeVisible();
  });

  it('say that a median takes more, where some have succeeded', async () => {
    const told = backend();
    const stats = await told.getStats();
    const unsure = { p50Ms: undefined, p90Ms: undefined, succeeded: 2 };
    told.getStats = async () => ({
      ...stats,
      flows: stats.flows.map(flow => ({
        ...flow,
        ...unsure,
        steps: flow.steps.map(step => ({ ...step, ...unsure })),
      })),
    });
    await renderPage(told, '/insights');
    // How long flows take, which steps do, and what is saved by them.
    await waitFor(() =>
      expect(screen.getAllByText(/^A median takes 5 that/)).toHaveLength(3),
    );
    expect(screen.queryByText(/has succeeded in this time/)).toBeNull();
  });

  it('count what the address says', async () => {
    const told = backend();
    const getStats = jest.spyOn(told, 'getStats');
    await renderPage(told, '/insights?flow=bootstrap-platform');
    expect(await rowsOf('Flows')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: '7 days' }));
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?flow=bootstrap-platform&days=7',
    );
    const [[asked], [before]] = getStats.mock.calls.slice(-2);
    const { since, flow } = asked!;
    expect(flow).toBe('bootstrap-platform');
    const days = (Date.now() - Date.parse(since!)) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(6);
    expect(days).toBeLessThan(7.01);
    // What it is compared with ends where this begins, and is as long.
    expect(before).toMatchObject({ flow, until: since });
    const earlier = Date.parse(since!) - Date.parse(before!.since!);
    expect(earlier).toBe(7 * 86_400_000);
  });

  it('tell how that differs from as long a time before', async () => {
    const told = backend();
    const now = told.stats!;
    const getStats = jest.spyOn(told, 'getStats');
    getStats.mockImplementation(async query => ({
      ...now,
      flows: now.flows.map(flow =>
        query?.until
          ? { ...flow, ended: 100, successRatio: 0.95, p50Ms: 30_000 }
          : flow,
      ),
    }));
    await renderPage(told, '/insights');
    const [bootstrap] = await rowsOf('Flows');
    expect(bootstrap).toHaveTextContent('20 more than in the 30 days before');
    expect(bootstrap).toHaveTextContent(/▼ 2\.\d points/);
    expect(bootstrap).toHaveTextContent('6 s more than in the 30 days before');
  });

  it('say so when nothing ended, and when they may not be seen', async () => {
    const told = backend();
    told.stats = { ...told.stats!, flows: [], days: [] };
    const { unmount } = await renderPage(told, '/insights');
    expect(await screen.findByText('Nothing ended in this time')).toBeVisible();
    unmount();
    told.getStats = async () => {
      throw Object.assign(
        new Error('needs the permission idpOrchestrator.run.read'),
        { statusCode: 403 },
      );
    };
    await renderPage(told, '/insights');
    expect(await screen.findByText(/idpOrchestrator.run.read/)).toBeVisible();
  });
});
