import { fireEvent, screen, within } from '@testing-library/react';
import {
  bootstrapFlow,
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

  it('shows the risk that a run can have, and what it comes from', async () => {
    await renderPage(backend(), '/flows');
    const link = await screen.findByRole('link', { name: 'Renew sign-in' });
    const card = link.closest('li')!;
    expect(card).toHaveTextContent('Critical risk');
    expect(card).toHaveTextContent(
      'through Set up sign-in → Remove the user pool',
    );
    expect(card).not.toHaveTextContent('Low risk');
    expect(screen.getAllByText(/^through /)).toHaveLength(1);
  });

  it('shows the declared risk where the backend tells no other', async () => {
    const told = backend();
    told.flows = [{ ...bootstrapFlow, effectiveRisk: undefined }];
    await renderPage(told, '/flows');
    expect(await screen.findByText('High risk')).toBeVisible();
  });

  it('names definitions that could not be loaded', async () => {
    await renderPage(backend(), '/flows');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'flows/restore.yaml:12',
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      '1 definition could not be loaded',
    );
    expect(screen.getByRole('alert')).not.toHaveTextContent('renew-sign-in');
  });

  it('tells apart definitions that can be used all the same', async () => {
    await renderPage(backend(), '/flows');
    const warning = (
      await screen.findByText(
        '1 definition can be used, but should be corrected',
      )
    ).closest<HTMLElement>('[role="status"]')!;
    expect(warning).toHaveTextContent('declare critical');
    expect(warning).not.toHaveTextContent('flows/restore.yaml');
    expect(
      within(warning).getByRole('link', { name: 'flow renew-sign-in' }),
    ).toHaveAttribute('href', '/idp-orchestrator/flows/renew-sign-in');
  });

  it('says nothing of problems where there are none', async () => {
    const well = backend();
    well.problems = [];
    await renderPage(well, '/flows');
    await screen.findByRole('link', { name: 'Renew sign-in' });
    expect(screen.queryByText(/could not be loaded|corrected/)).toBeNull();
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
    expect(await screen.findByRole('alert')).toHaveTextContent('No access');
    expect(screen.getByRole('alert')).toHaveTextContent(
      'idpOrchestrator.flow.read',
    );
  });
});
