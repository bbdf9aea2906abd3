import { fireEvent, screen } from '@testing-library/react';
import {
  createRecordedOrchestrator,
  RecordedOrchestrator,
} from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

describe('FlowsPage', () => {
  it('lists what can be run, its risk, and why not', async () => {
    await renderPage(backend(), '/flows');
    expect(
      await screen.findByRole('link', { name: 'Bootstrap platform' }),
    ).toHaveAttribute('href', '/idp-orchestrator/flows/bootstrap-platform');
    expect(screen.getByText('High risk')).toBeVisible();
    expect(screen.getByText(/^Looked after by/)).toHaveTextContent(
      'platform-team',
    );
    expect(document.title).toMatch(/^Flows/);
    expect(
      screen.getByText(/You may not run this: needs the permission/),
    ).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Tasks' })).toBeVisible();
  });

  it('names definitions that could not be loaded', async () => {
    await renderPage(backend(), '/flows');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'flows/restore.yaml:12',
    );
  });

  it('finds flows by their words, and keeps the words in the address', async () => {
    await renderPage(backend(), '/flows');
    fireEvent.change(await screen.findByRole('searchbox'), {
      target: { value: 'health' },
    });
    expect(
      screen.queryByRole('link', { name: 'Tear down platform' }),
    ).not.toBeInTheDocument();
    expect(screen.getByTestId('address')).toHaveTextContent('?text=health');
    fireEvent.change(screen.getByRole('searchbox'), {
      target: { value: 'nothing like it' },
    });
    expect(await screen.findByText('No flow matches')).toBeVisible();
  });

  it('says where flows come from when there are none', async () => {
    await renderPage(new RecordedOrchestrator(), '/flows');
    expect(await screen.findByText('No flows yet')).toBeVisible();
  });

  it('says that somebody may not see them', async () => {
    const closed = backend();
    jest.spyOn(closed, 'listFlows').mockRejectedValue(
      Object.assign(new Error('missing idpOrchestrator.flow.read'), {
        statusCode: 403,
      }),
    );
    await renderPage(closed, '/flows');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see this',
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'idpOrchestrator.flow.read',
    );
  });
});
