import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  RecordedOrchestrator,
  recordSuccess,
  RUN_IDS,
} from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

const rows = async () =>
  within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1);

describe('RunsPage', () => {
  it('lists runs, the newest first, each with its state in words', async () => {
    await renderPage(backend(), '/runs');
    const [newest, second] = await rows();
    expect(newest).toHaveTextContent('Running');
    expect(second).toHaveTextContent('Succeeded');
    expect(within(second).getByRole('link')).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${RUN_IDS.success}`,
    );
  });

  it('asks by what the address says', async () => {
    const told = backend();
    const listRuns = jest.spyOn(told, 'listRuns');
    await renderPage(
      told,
      '/runs?status=failed&flow=bootstrap-platform&service=grafana&initiator=user:default/guest&text=laptop',
    );
    const [only, ...others] = await rows();
    expect(only).toHaveTextContent('Failed');
    expect(others).toEqual([]);
    expect(listRuns).toHaveBeenCalledWith(
      {
        status: 'failed',
        flow: 'bootstrap-platform',
        service: 'grafana',
        initiator: 'user:default/guest',
        text: 'laptop',
        limit: 25,
      },
      expect.anything(),
    );
  });

  it('puts what is chosen into the address', async () => {
    await renderPage(backend(), '/runs');
    await rows();
    await userEvent.click(screen.getByRole('button', { name: 'Status' }));
    await userEvent.click(
      await screen.findByRole('menuitemcheckbox', { name: /^Failed/ }),
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.getByTestId('address')).toHaveTextContent('?status=failed');
    const text = screen.getByLabelText('Search text');
    fireEvent.change(text, { target: { value: 'abc' } });
    fireEvent.keyDown(text, { key: 'Enter' });
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?status=failed&text=abc',
    );
  });

  it('goes to older runs and back to the newest', async () => {
    const many = new RecordedOrchestrator();
    for (let index = 0; index < 30; index++) {
      const id = `00000000-0000-4000-8000-0000000000${10 + index}`;
      const at = new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString();
      many.addRun(recordSuccess(id, at).entries);
    }
    await renderPage(many, '/runs');
    expect(await rows()).toHaveLength(25);
    await userEvent.click(screen.getByRole('button', { name: 'Older' }));
    expect(await rows()).toHaveLength(5);
    expect(screen.getByRole('button', { name: 'Older' })).toBeDisabled();
    expect(screen.getByTestId('address')).toHaveTextContent('cursor=25');
    await userEvent.click(screen.getByRole('button', { name: 'Newest' }));
    expect(await rows()).toHaveLength(25);
  });

  it('tells an empty history from an empty search', async () => {
    const empty = new RecordedOrchestrator();
    const { unmount } = await renderPage(empty, '/runs');
    expect(await screen.findByText('Nothing has run yet')).toBeVisible();
    unmount();
    await renderPage(empty, '/runs?text=x');
    expect(await screen.findByText('No run matches')).toBeVisible();
  });

  it('shows how the last runs went, each mark leading to its run', async () => {
    await renderPage(backend(), '/runs?status=failed');
    await rows();
    const strip = within(
      screen.getByRole('region', { name: 'The last runs, oldest first' }),
    );
    await waitFor(() => expect(strip.getAllByRole('link')).toHaveLength(8));
    const marks = strip.getAllByRole('link');
    expect(marks.at(-1)).toHaveAccessibleName(/^Bootstrap platform: Running, /);
    expect(
      strip.getByRole('link', { name: /^Bootstrap platform: Failed, / }),
    ).toHaveAttribute('href', `/idp-orchestrator/runs/${RUN_IDS.failure}`);
    expect(strip.getByText('5 of 6 succeeded')).toBeVisible();
  });

  it('compares two runs that are chosen, and keeps the choice in the address', async () => {
    await renderPage(backend(), '/runs');
    const boxes = within(await screen.findByRole('table')).getAllByRole(
      'checkbox',
    );
    await userEvent.click(boxes[1]);
    expect(screen.getByRole('status')).toHaveTextContent('choose another one');
    await userEvent.click(boxes[2]);
    expect(screen.getByTestId('address')).toHaveTextContent(
      `?select=${RUN_IDS.success}%2C${RUN_IDS.failure}`,
    );
    expect(screen.getByRole('link', { name: 'Compare' })).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/compare?a=${RUN_IDS.success}&b=${RUN_IDS.failure}`,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.queryByRole('region', { name: 'Comparison' })).toBeNull();
  });
});
