import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  RecordedOrchestrator,
  RUN_IDS,
} from '../../dev/recordings';
import { renderPage } from '../__testUtils__/renderPage';

const backend = () => createRecordedOrchestrator(Date.now());

const rows = async () =>
  within(await screen.findByRole('table', { name: /^Audit/ }))
    .getAllByRole('row')
    .slice(1);

describe('The audit', () => {
  it('tells who did what, why, from where, and what came of it', async () => {
    await renderPage(backend(), '/audit');
    const [failed, byAgent, refused] = await rows();
    const run = RUN_IDS.success.slice(-8);
    expect(failed).toHaveTextContent(
      `guest could not cancel run ${run}developmentBecause: Wrong environment`,
    );
    expect(failed).toHaveTextContent(/Failed/);
    expect(
      within(failed).getByRole('link', { name: `run ${run}` }),
    ).toHaveAttribute('href', `/idp-orchestrator/runs/${RUN_IDS.success}`);
    expect(byAgent).toHaveTextContent(
      /agent:assistant for guest started flow platform-operations.*Agent, 10\.0\.0\.7.*Conversation c-4711/,
    );
    expect(within(byAgent).getByRole('link', { name: run })).toHaveAttribute(
      'href',
      `/idp-orchestrator/runs/${RUN_IDS.success}`,
    );
    expect(refused).toHaveTextContent(
      /visitor was not allowed to start flow platform-operations.*Refused.*idpOrchestrator\.service\.operate/,
    );
  });

  it('tells of a start its risk, and whether it only tried things out', async () => {
    await renderPage(backend(), '/audit');
    const [cancelled, byAgent, refused, started] = await rows();
    expect(within(started).getByText('High risk')).toBeVisible();
    expect(within(started).queryByText('Plan')).toBeNull();
    expect(within(byAgent).getByText('Medium risk')).toBeVisible();
    expect(within(byAgent).getByText('Plan')).toBeVisible();
    expect(within(refused).getByText('Medium risk')).toBeVisible();
    expect(cancelled).not.toHaveTextContent(/risk|Plan/);
  });

  it('asks by what the address says, and puts what is chosen there', async () => {
    const told = backend();
    const listAudit = jest.spyOn(told, 'listAudit');
    await renderPage(told, '/audit?outcome=refused&act=run.start');
    expect(await rows()).toHaveLength(15);
    expect(listAudit.mock.calls[0][0]).toMatchObject({
      outcome: 'refused',
      act: 'run.start',
    });
    expect(screen.getByLabelText('Action')).toHaveTextContent('Start');
    const who = screen.getByLabelText('Who');
    fireEvent.change(who, { target: { value: 'user:default/nobody' } });
    fireEvent.keyDown(who, { key: 'Enter' });
    expect(await screen.findByText('No entry matches')).toBeVisible();
    expect(screen.getByTestId('address')).toHaveTextContent(
      'initiator=user%3Adefault%2Fnobody',
    );
  });

  it('goes to older entries and back to the newest', async () => {
    await renderPage(backend(), '/audit');
    expect(await rows()).toHaveLength(50);
    await userEvent.click(screen.getByRole('button', { name: 'Older' }));
    expect(await rows()).toHaveLength(10);
    await userEvent.click(screen.getByRole('button', { name: 'Newest' }));
    expect(await rows()).toHaveLength(50);
  });

  it('says whether the entries are as they were written', async () => {
    const told = backend();
    await renderPage(told, '/audit');
    const check = screen.getByRole('button', { name: 'Check integrity' });
    await userEvent.click(check);
    expect(await screen.findByText(/^60 entries were checked/)).toBeVisible();
    told.verification = {
      whole: false,
      checked: 60,
      broken: { number: 12, because: 'its digest is another one' },
    };
    await userEvent.click(check);
    expect(
      await screen.findByText(/^Entry 12 .*its digest is another one/),
    ).toBeVisible();
  });

  it('says up to which entry the record is sealed, and what keeps it from being', async () => {
    const told = backend();
    const whole = { whole: true, checked: 60 };
    told.verification = {
      ...whole,
      seals: {
        checked: 2,
        upTo: 57,
        at: new Date().toISOString(),
        keyIds: ['2026'],
        unchecked: { count: 3, keyIds: ['2025'] },
      },
    };
    await renderPage(told, '/audit');
    const check = screen.getByRole('button', { name: 'Check integrity' });
    await userEvent.click(check);
    expect(await screen.findByText(/Sealed up to entry 57/)).toBeVisible();
    expect(screen.getByText(/^3 seals cannot .*: 2025\.$/)).toBeVisible();
    told.verification = {
      ...whole,
      seals: { checked: 0, keyIds: [], problem: 'This portal has no key' },
    };
    await userEvent.click(check);
    expect(await screen.findByText(/No entry is sealed yet/)).toBeVisible();
    expect(screen.getByText('This portal has no key')).toBeVisible();
  });

  it('says which permission is missing, and that nothing has happened yet', async () => {
    const told = backend();
    told.listAudit = async () => {
      throw Object.assign(
        new Error('needs the permission idpOrchestrator.audit.read'),
        { statusCode: 403 },
      );
    };
    const { unmount } = await renderPage(told, '/audit');
    expect(await screen.findByText(/idpOrchestrator.audit.read/)).toBeVisible();
    unmount();
    await renderPage(new RecordedOrchestrator(), '/audit');
    expect(await screen.findByText('Nothing has been done yet')).toBeVisible();
  });
});
