import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  RecordedOrchestrator,
  RUN_IDS,
} from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

describe('FlowsPage', () => {
  it('lists what can be run, its risk, and why not', async () => {
    await renderPage(backend(), '/flows');
    expect(
      await screen.findByRole('link', { name: 'Bootstrap platform' }),
    ).toHaveAttribute('href', '/idp-orchestrator/flows/bootstrap-platform');
    const row = (name: string) =>
      screen.getByRole('link', { name }).closest('tr')!;
    expect(row('Bootstrap platform')).toHaveTextContent('High risk');
    expect(row('Bootstrap platform')).toHaveTextContent('platform-team');
    expect(document.title).toMatch(/^Flows/);
    expect(
      screen.getByText(/You may not run this: needs the permission/),
    ).toBeVisible();
    const runOf = (name: string) => within(row(name)).getByText('Run');
    expect(runOf('Tear down platform')).toBeDisabled();
    expect(runOf('Tear down platform')).toHaveAccessibleDescription(
      /You may not run this/,
    );
    expect(runOf('Bootstrap platform')).toHaveAttribute(
      'href',
      '/idp-orchestrator/flows/bootstrap-platform',
    );
  });

  it('shows the risk that a run can have, and what it comes from', async () => {
    await renderPage(backend(), '/flows');
    const link = await screen.findByRole('link', { name: 'Renew sign-in' });
    const card = link.closest('tr')!;
    expect(card).toHaveTextContent('Critical risk');
    expect(card).toHaveTextContent(
      'through Set up sign-in → Remove the user pool',
    );
    expect(card).not.toHaveTextContent('Low risk');
    expect(screen.getAllByText(/^Critical risk through /)).toHaveLength(1);
  });

  it('shows the declared risk where the backend tells no other', async () => {
    const told = backend();
    told.flows = [{ ...bootstrapFlow, effectiveRisk: undefined }];
    await renderPage(told, '/flows');
    const link = await screen.findByRole('link', {
      name: 'Bootstrap platform',
    });
    expect(link.closest('tr')).toHaveTextContent('High risk');
  });

  it('tells how each went last, with the way to that run, and how long it usually takes', async () => {
    await renderPage(backend(), '/flows');
    const link = await screen.findByRole('link', {
      name: 'Bootstrap platform',
    });
    const row = link.closest('tr')!;
    expect(
      within(row).getAllByRole('link', { name: 'Running' })[0],
    ).toHaveAttribute('href', `/idp-orchestrator/runs/${RUN_IDS.running}`);
    expect(row).toHaveTextContent('development');
    expect(row).toHaveTextContent('31 s');
    const never = screen.getByRole('link', { name: 'Tear down platform' });
    expect(never.closest('tr')).toHaveTextContent('Not run yet');
  });

  it('puts first what was starred, then what ran last, then goes by name', async () => {
    await renderPage(backend(), '/flows');
    await screen.findByRole('link', { name: 'Bootstrap platform' });
    const titles = () =>
      screen
        .getAllByRole('row')
        .slice(1)
        .map(row => within(row).getAllByRole('link')[0].textContent);
    expect(titles()).toEqual([
      'Bootstrap platform',
      'Renew sign-in',
      'Check the platform’s health',
      'Order an environment',
      'Tear down platform',
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Star Tear down platform' }),
    );
    expect(titles()[0]).toBe('Tear down platform');
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Take the star from Tear down platform',
      }),
    );
    expect(titles()[0]).toBe('Bootstrap platform');
  });

  it('filters by risk, tag and owner, in its address, each taken away by its chip', async () => {
    await renderPage(backend(), '/flows?risk=critical&risk=high');
    await screen.findByRole('link', { name: 'Renew sign-in' });
    expect(
      screen.queryByRole('link', { name: 'Order an environment' }),
    ).toBeNull();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Only flows with the tag bootstrap',
      }),
    );
    expect(screen.queryByRole('link', { name: 'Renew sign-in' })).toBeNull();
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?tag=bootstrap&risk=high&risk=critical',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(
      screen.getByRole('link', { name: 'Order an environment' }),
    ).toBeVisible();
    expect(screen.getByTestId('address')).not.toHaveTextContent('?');
  });

  it('draws the first of many, and more when they are wanted', async () => {
    const many = backend();
    many.flows = Array.from({ length: 120 }, (_, index) => ({
      ...bootstrapFlow,
      id: `flow-${index}`,
      title: `Flow ${String(index).padStart(3, '0')}`,
    }));
    await renderPage(many, '/flows');
    await screen.findByRole('link', { name: 'Flow 000' });
    expect(screen.getAllByRole('row')).toHaveLength(51);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show 50 more of 120' }),
    );
    expect(screen.getAllByRole('row')).toHaveLength(101);
    fireEvent.change(screen.getByRole('searchbox'), {
      target: { value: '119 flow' },
    });
    expect(screen.getByRole('link', { name: 'Flow 119' })).toBeVisible();
    expect(screen.getAllByRole('row')).toHaveLength(2);
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
