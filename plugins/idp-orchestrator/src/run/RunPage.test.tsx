import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { WatchRunOptions } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  createRecordedOrchestrator,
  RUN_IDS,
  type RecordedOrchestrator,
} from '../../dev/recordings';
import { giveElementsHeight, renderPage } from '../__testUtils__/renderPage';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

let backend: RecordedOrchestrator;

beforeEach(() => {
  backend = createRecordedOrchestrator(NOW);
  giveElementsHeight(600);
});

afterEach(() => {
  jest.restoreAllMocks();
});

const stepButton = (name: RegExp) => screen.findByRole('button', { name });

const play = (count: number) =>
  act(async () => backend.play(RUN_IDS.running, count));

describe('RunPage', () => {
  it('shows a run as it goes on, from its events, without asking again', async () => {
    const getRun = jest.spyOn(backend, 'getRun');
    await renderPage(backend, `/runs/${RUN_IDS.running}`);
    expect(await stepButton(/^Authentication.*Running/)).toHaveAttribute(
      'aria-current',
      'step',
    );
    expect(await stepButton(/^Platform core.*Running/)).toBeVisible();
    expect(await screen.findByText('Live')).toBeVisible();

    await play(100);
    expect(await stepButton(/^Health check.*Succeeded/)).toBeVisible();
    expect(await screen.findByTestId('progress')).toHaveTextContent(
      'Run ended: Succeeded',
    );
    expect(screen.queryByText('Live')).not.toBeInTheDocument();
    expect(getRun).toHaveBeenCalledTimes(1);
  });

  it('says how far it is, for those who do not see it', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.running}`);
    expect(await screen.findByTestId('progress')).toHaveTextContent(
      'Step 4 of 7, Platform core: running',
    );
  });

  it('says at its head what went wrong with the run itself', async () => {
    const warnings = ['The output second of flow a is missing: No such key'];
    const run = await backend.getRun(RUN_IDS.success);
    backend.getRun = async () => ({ ...run, warnings });
    await renderPage(backend, `/runs/${RUN_IDS.success}`);
    expect(await screen.findByText(warnings[0])).toBeVisible();
  });

  it('tells the risk that it had, which may be more than its flow declares', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.signIn}`);
    const header = within(
      await screen.findByRole('region', { name: 'About this run' }),
    );
    expect(header.getByText('Critical risk')).toBeVisible();
  });

  it('tells no risk of a run from before it was kept', async () => {
    const { risk: _, ...old } = await backend.getRun(RUN_IDS.signIn);
    backend.getRun = async () => old;
    await renderPage(backend, `/runs/${RUN_IDS.signIn}`);
    const header = await screen.findByRole('region', {
      name: 'About this run',
    });
    expect(header).toHaveTextContent('Renew sign-in');
    expect(header).not.toHaveTextContent(/risk/i);
  });

  it('marks steps that may run at the same time', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.success}`);
    const step = await stepButton(/^Authentication/);
    expect(
      within(step).getByRole('img', {
        name: 'May run at the same time as Platform core',
      }),
    ).toBeVisible();
  });

  it('extends the log of the chosen step as lines come', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.running}?step=platform-core`);
    expect(
      await screen.findByText('Running; nothing printed yet.'),
    ).toBeVisible();
    await play(2);
    expect(await screen.findByText('40 lines')).toBeVisible();
    expect(await screen.findByText(/applied manifest 40/)).toBeVisible();
  });

  it('opens a failed step by itself: the error, its last words, the next action', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.failure}`);
    const error = await screen.findByRole('alert');
    expect(error).toHaveTextContent('Infrastructure failed');
    expect(error).toHaveTextContent('exit code 2 · after 7 s');
    expect(
      within(error).getByRole('region', { name: 'Command' }),
    ).toHaveTextContent(
      "$ scripts/infrastructure-setup.sh setup --platform-name 'IDP Platform' --json",
    );
    expect(
      within(error).getByRole('region', { name: 'Last lines of stderr' }),
    ).toHaveTextContent('error: LocalStack did not become ready within 5 s');
    const again = within(error).getByRole('link', {
      name: 'Run again with the same input',
    });
    const link = new URL(again.getAttribute('href') ?? '', 'http://x');
    expect(link.pathname).toBe('/idp-orchestrator/flows/bootstrap-platform');
    // By its id: the input may hold what no address should.
    expect(link.search).toBe(`?again=${RUN_IDS.failure}`);
  });

  it('shows a line that is printed over as it stands now, until it is at its end', async () => {
    const watchRun = backend.watchRun.bind(backend);
    let show: WatchRunOptions['onLine'];
    jest.spyOn(backend, 'watchRun').mockImplementation((id, options) => {
      show = options?.onLine;
      return watchRun(id, options);
    });
    await renderPage(backend, `/runs/${RUN_IDS.running}?step=platform-core`);
    expect(
      await screen.findByText('Running; nothing printed yet.'),
    ).toBeVisible();
    const of = { attempt: 1, stream: 'stdout' as const };
    const say = (stepId: string, text: string) =>
      act(async () => show?.({ ...of, stepId, text }));
    await say('platform-core', 'download 12 %');
    await say('platform-core', 'download 57 %');
    await say('infrastructure', 'another step');
    expect(await screen.findByTestId('live-line')).toHaveTextContent(
      /^download 57 %$/,
    );
    await play(2);
    expect(await screen.findByText('40 lines')).toBeVisible();
    expect(screen.queryByTestId('live-line')).not.toBeInTheDocument();
  });

  it('says why a step was skipped', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.retry}?step=authentication`);
    expect(await stepButton(/^Authentication.*Skipped/)).toHaveTextContent(
      'enable_auth is false',
    );
    expect(
      await screen.findByRole('heading', { name: 'Skipped' }),
    ).toBeVisible();
  });

  it('cancels with a reason, and not without', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.running}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Authentication, Platform core');
    const confirm = within(dialog).getByRole('button', {
      name: 'Cancel the run',
    });
    expect(confirm).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'wrong one');
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(backend.cancelled).toEqual([
        { runId: RUN_IDS.running, reason: 'wrong one' },
      ]),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('tells who cancelled a run and why, and that it cannot be cancelled again', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.cancelled}`);
    expect(
      await screen.findByRole('region', { name: 'About this run' }),
    ).toHaveTextContent('Cancelled byjane: Wrong environment');
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeDisabled();
    expect(screen.getByRole('note')).toHaveAccessibleName('The run has ended.');
  });

  it('is read by keys, which stay letters where somebody types', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.success}?step=prerequisites`);
    await stepButton(/^Prerequisites/);
    await userEvent.keyboard('jj');
    expect(await stepButton(/^Authentication/)).toHaveAttribute(
      'aria-current',
      'step',
    );
    await userEvent.keyboard('t');
    expect(
      await screen.findByRole('tab', { name: 'Timeline' }),
    ).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByTestId('address')).toHaveTextContent(
      'step=authentication&tab=timeline',
    );
    await userEvent.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeVisible();
    await userEvent.keyboard('j');
    expect(screen.getByTestId('address')).toHaveTextContent(
      'step=authentication',
    );
  });

  it('shows what came out, with addresses to follow', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.success}?tab=data`);
    expect(
      await screen.findByRole('link', { name: /http:\/\/localhost:13000/ }),
    ).toHaveAttribute('href', 'http://localhost:13000');
    expect(screen.getByText(/"platform_ready": true/)).toBeVisible();
  });

  it('lists every fact, also those before the page was opened', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.cancelled}?tab=events`);
    expect(
      await screen.findByText('Cancel requested by jane: Wrong environment'),
    ).toBeVisible();
    expect(screen.getByText('Requested by guest')).toBeVisible();
    expect(screen.getByText('Ended: Cancelled')).toBeVisible();
  });

  it('reads a log again by itself when the backend is back', async () => {
    const watchRun = backend.watchRun.bind(backend);
    let tell: WatchRunOptions['onConnection'];
    jest.spyOn(backend, 'watchRun').mockImplementation((id, options) => {
      tell = options?.onConnection;
      return watchRun(id, options);
    });
    jest
      .spyOn(backend, 'readLogs')
      .mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await renderPage(backend, `/runs/${RUN_IDS.running}?step=infrastructure`);
    expect(
      await screen.findByText('The backend cannot be reached'),
    ).toBeVisible();
    await act(async () => tell?.('reconnecting'));
    await waitFor(() =>
      expect(
        screen.queryByText('The backend cannot be reached'),
      ).not.toBeInTheDocument(),
    );
    await act(async () => tell?.('live'));
    expect(await screen.findByText(/^\d+ lines$/)).toBeVisible();
  });

  it('reads a log again by itself when the backend was not quite back', async () => {
    const readLogs = jest
      .spyOn(backend, 'readLogs')
      .mockRejectedValueOnce(
        Object.assign(new Error('It starts'), { statusCode: 503 }),
      );
    await renderPage(backend, `/runs/${RUN_IDS.running}?step=infrastructure`);
    const lines = { timeout: 10_000 };
    expect(await screen.findByText(/^\d+ lines$/, {}, lines)).toBeVisible();
    expect(readLogs).toHaveBeenCalledTimes(2);
  });

  it('says what a missing run may mean', async () => {
    await renderPage(backend, '/runs/none');
    expect(await screen.findByRole('alert')).toHaveTextContent('Not found');
    expect(screen.getByRole('alert')).toHaveTextContent('No run none');
  });

  it('tries again when the backend did not answer', async () => {
    jest
      .spyOn(backend, 'getRun')
      .mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await renderPage(backend, `/runs/${RUN_IDS.success}`);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend cannot be reached',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await stepButton(/^Health check/)).toBeVisible();
  });
});

describe('the log of a million lines', () => {
  it('asks for the range that an address points at, and draws few rows', async () => {
    const readLogs = jest.spyOn(backend, 'readLogs');
    await renderPage(backend, `/runs/${RUN_IDS.noisy}?step=platform-core#L2`);
    const log = await screen.findByRole('region', {
      name: 'Log of Platform core',
    });
    expect(screen.getByText('1,000,000 lines')).toBeVisible();
    const marked = await within(log).findByText(/number 2 of 1000000/);
    expect(marked.closest('[data-line]')).toHaveAttribute(
      'aria-current',
      'true',
    );
    expect(log.querySelectorAll('[data-line]').length).toBeLessThan(150);
    expect(readLogs).toHaveBeenCalledTimes(1);
    expect(readLogs.mock.calls[0][1]).toMatchObject({ from: 1, to: 500 });
  });

  it('saves all of it as a file, asked for with the reader’s own rights', async () => {
    const fetch = jest.fn(async () => new Response('a line\n'));
    const createObjectURL = jest.fn(() => 'blob:x');
    Object.assign(URL, { createObjectURL, revokeObjectURL: jest.fn() });
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    await renderPage(backend, `/runs/${RUN_IDS.noisy}?step=platform-core`, {
      fetch: fetch as unknown as typeof globalThis.fetch,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download the whole log' }),
    );
    await waitFor(() => expect(createObjectURL).toHaveBeenCalledTimes(1));
    expect(fetch).toHaveBeenCalledWith(
      expect.stringMatching(
        /\/v1\/runs\/7.*\/logs\?step=platform-core&format=text&download=true$/,
      ),
    );
  });

  it('puts the line that was clicked into the address', async () => {
    await renderPage(backend, `/runs/${RUN_IDS.noisy}?step=platform-core`);
    await userEvent.click(
      await screen.findByRole('link', { name: 'Link to line 7' }),
    );
    expect(screen.getByTestId('address')).toHaveTextContent(/#L7$/);
  });
});
