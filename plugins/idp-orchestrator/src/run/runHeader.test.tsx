import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  recordTitledRuns,
  RUN_IDS,
  TEMPLATE_TASK_ID,
  TITLED_RUN_IDS,
} from '../../dev/recordings';
import { recordSuccess } from '../../dev/recordings/bootstrapRuns';
import { giveElementsHeight, renderPage } from '../__testUtils__/renderPage';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

function backend() {
  const recorded = createRecordedOrchestrator(NOW);
  const before = (minutes: number) =>
    new Date(NOW - minutes * 60_000).toISOString();
  recordTitledRuns(before).forEach(run => recorded.addRun(run.entries));
  return recorded;
}

const header = async () =>
  within(await screen.findByRole('region', { name: 'About this run' }));

beforeEach(() => giveElementsHeight(600));
afterEach(() => jest.restoreAllMocks());

describe('The head of a run', () => {
  it('names the run by what it does, with links to its flow, services and audit entries', async () => {
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.restart}`);
    const head = await header();
    expect(
      head.getByRole('heading', { name: 'Restart Grafana' }),
    ).toBeVisible();
    expect(
      head.getByRole('link', { name: 'Platform operations' }),
    ).toHaveAttribute('href', '/idp-orchestrator/flows/platform-operations');
    expect(head.getByRole('link', { name: 'grafana' })).toHaveAttribute(
      'href',
      '/idp-orchestrator/services/grafana?environment=development',
    );
    // Its script said that it touched this one as well.
    expect(head.getByRole('link', { name: 'loki' })).toBeVisible();
    expect(head.getByRole('link', { name: 'Audit entries' })).toHaveAttribute(
      'href',
      `/idp-orchestrator/audit?subject=${TITLED_RUN_IDS.restart}`,
    );
  });

  it('leads to the runs that its steps started, and from these back', async () => {
    const { unmount } = await renderPage(
      backend(),
      `/runs/${TITLED_RUN_IDS.parent}`,
    );
    const links = await screen.findAllByRole('link', {
      name: 'Release version 7',
    });
    // At the head, and at the step that started it.
    expect(links).toHaveLength(2);
    for (const link of links) {
      expect(link).toHaveAttribute(
        'href',
        `/idp-orchestrator/runs/${TITLED_RUN_IDS.child}`,
      );
    }
    unmount();
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.child}`);
    expect(
      await screen.findByRole('link', { name: 'Roll out version 7' }),
    ).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${TITLED_RUN_IDS.parent}?step=release`,
    );
  });

  it('leads to the software template that started the run, and to its task', async () => {
    const { unmount } = await renderPage(
      backend(),
      `/runs/${TITLED_RUN_IDS.restart}`,
      { amongOthers: true },
    );
    const head = await header();
    expect(
      head.getByRole('link', { name: 'operate-services' }),
    ).toHaveAttribute('href', '/catalog/default/template/operate-services');
    expect(head.getByRole('link', { name: 'its task' })).toHaveAttribute(
      'href',
      `/create/tasks/${TEMPLATE_TASK_ID}`,
    );
    unmount();
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.child}`);
    expect((await header()).queryByText('Started by template')).toBeNull();
  });

  it('names template and task also where the app has no pages of them', async () => {
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.restart}`);
    const head = await header();
    expect(head.getByText('operate-services')).toBeVisible();
    expect(head.getByText(`its task ${TEMPLATE_TASK_ID}`)).toBeVisible();
  });

  it('says how it ended in the words of its flow, and not what stands there already', async () => {
    const told = backend();
    const { entries } = recordSuccess(
      RUN_IDS.success,
      new Date(NOW).toISOString(),
    );
    const usual = `Bootstrap platform in development succeeded after 42 s (steps: 7 succeeded).`;
    const own = await renderPage(told, `/runs/${RUN_IDS.success}`);
    const words = 'IDP Platform is up: 7 of 7 steps succeeded.';
    expect(await screen.findByText(words)).toBeVisible();
    own.unmount();
    const text = JSON.stringify(entries).replaceAll(words, usual);
    expect(text).toContain(usual);
    told.addRun(JSON.parse(text));
    await renderPage(told, `/runs/${RUN_IDS.success}`);
    expect((await header()).getByText('Succeeded')).toBeVisible();
    expect(screen.queryByText(usual)).toBeNull();
  });

  it('copies the whole id', async () => {
    await renderPage(backend(), `/runs/${RUN_IDS.success}`);
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(
      await screen.findByRole('button', { name: 'Copy the run id' }),
    );
    expect(await screen.findByTestId('toast')).toHaveTextContent(
      'The run id is in the clipboard',
    );
    expect(write).toHaveBeenCalledWith(RUN_IDS.success);
  });

  it('says that a run was rejected, by whom and why, and calls nothing failed', async () => {
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.rejected}`);
    const head = await screen.findByRole('region', { name: 'About this run' });
    expect(head).toHaveTextContent('Rejected');
    expect(head).toHaveTextContent('Rejected byanna: Not on a Friday');
    expect(head).not.toHaveTextContent('Failed');
    expect(
      await screen.findByText('Approve the release was rejected'),
    ).toBeVisible();
    // Why is told once on the page.
    expect(screen.getAllByText(/Not on a Friday/)).toHaveLength(1);
  });

  it('shows the state in the tab of the browser, and gives that back', async () => {
    const own = document.createElement('link');
    own.rel = 'icon';
    own.href = 'http://localhost/favicon.ico';
    document.head.append(own);
    const icons = () =>
      [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')].map(
        ({ href }) => decodeURIComponent(href),
      );
    const { unmount } = await renderPage(backend(), `/runs/${RUN_IDS.success}`);
    await waitFor(() =>
      expect(document.title).toMatch(/^✓ Bootstrap platform/),
    );
    expect(icons()).toEqual([expect.stringContaining('✓')]);
    unmount();
    expect(icons()).toEqual(['http://localhost/favicon.ico']);
    own.remove();
  });
});

describe('The error of a failed run', () => {
  it('is told once in full, with the command and the last lines folded away', async () => {
    await renderPage(backend(), `/runs/${RUN_IDS.failure}`);
    const error = await screen.findByRole('alert');
    expect(error).toHaveTextContent('Infrastructure failed');
    expect(within(error).getByRole('group')).not.toHaveAttribute('open');
    expect(
      screen.getAllByText(/infrastructure-setup.sh setup failed/),
    ).toHaveLength(1);
    // Of the steps that did not begin it is not told again.
    expect(screen.getAllByText(/^Infrastructure failed/)).toHaveLength(1);
  });
});

describe('An approval', () => {
  it('is told once: what is asked, until when, what follows, and which steps run next', async () => {
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.asking}`);
    expect(await screen.findByText('Release version 7?')).toBeVisible();
    expect(screen.getAllByText(/Release version 7/)).toHaveLength(1);
    expect(screen.getByText('Then: Deploy')).toBeVisible();
    expect(screen.getByText(/^Answer until /)).toHaveTextContent(
      'Without an answer until then the step fails, and the run stops.',
    );
    // One pair of buttons.
    expect(screen.getAllByRole('button', { name: /^Approve /i })).toHaveLength(
      2, // The step in the list, and the button.
    );
    expect(screen.getAllByRole('button', { name: /^Reject/ })).toHaveLength(1);
  });

  it('can be answered from the head while something else is looked at', async () => {
    await renderPage(backend(), `/runs/${TITLED_RUN_IDS.asking}?tab=timeline`);
    const head = await header();
    await userEvent.click(head.getByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Approve “Approve the release”?');
    expect(dialog).toHaveTextContent('Release version 7?');
  });
});
