import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  RecordedOrchestrator,
  recordFreeze,
  recordMaintenance,
} from '../../dev/recordings';
import { giveElementsHeight, renderPage } from '../__testUtils__/renderPage';

const config = {
  idpOrchestrator: {
    environments: {
      development: { title: 'Development' },
      production: { title: 'Production' },
    },
  },
};

const recorded = () => createRecordedOrchestrator(Date.now());
const section = (name: string) => screen.findByRole('region', { name });

beforeEach(() => giveElementsHeight(600));
afterEach(() => jest.restoreAllMocks());

describe('The page of windows', () => {
  it('tells all of each: what it holds, when in both zones, what becomes of runs, who may override it, where it is written', async () => {
    const backend = recorded();
    backend.windows = [
      recordFreeze(Date.now(), { flows: ['upgrade'], riskAtLeast: 'high' }),
      recordMaintenance(Date.now()),
    ];
    await renderPage(backend, '/windows', { config });
    const now = await section('On now');
    expect(
      within(now).getByRole('heading', { name: 'Freeze “Year end”' }),
    ).toBeVisible();
    expect(now).toHaveTextContent('Production');
    expect(now).toHaveTextContent('High risk');
    expect(now).toHaveTextContent('in Europe/Berlin');
    expect(now).toHaveTextContent('(ends in 3 hours)');
    expect(now).toHaveTextContent('Changes of high risk and above by upgrade');
    expect(now).toHaveTextContent(
      'What is started waits, and goes on by itself. What has begun goes on until it waits for something.',
    );
    expect(now).toHaveTextContent('2 of release');
    expect(now).toHaveTextContent(
      'the configuration: idpOrchestrator.windows, id year-end',
    );
    const coming = await section('To come');
    expect(coming).toHaveTextContent('Maintenance window “Nightly”');
    expect(coming).toHaveTextContent('Closed now');
    expect(coming).toHaveTextContent('0 2 * * *, each time for 2h (UTC)');
    expect(coming).toHaveTextContent('Nothing can be started outside of it.');
    expect(coming).toHaveTextContent('May let a run go onnobody');
    // What the configuration says is not ended by a button.
    expect(screen.queryByRole('button', { name: /^End/ })).toBeNull();
  });

  it('freezes at once, and says before what that does', async () => {
    const backend = recorded();
    await renderPage(backend, '/windows', { config, framed: true });
    expect(await screen.findByText('No windows')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Freeze now' }));
    const dialog = within(await screen.findByRole('dialog'));
    const freeze = dialog.getByRole('button', { name: 'Freeze' });
    await userEvent.click(
      dialog.getByRole('checkbox', { name: 'Development' }),
    );
    fireEvent.change(dialog.getByRole('textbox', { name: /Reason/ }), {
      target: { value: 'An incident' },
    });
    // Nowhere is no freeze.
    expect(freeze).toBeDisabled();
    expect(
      dialog.getByText('Say which environments, and until when.'),
    ).toBeVisible();
    await userEvent.click(dialog.getByRole('checkbox', { name: 'Production' }));
    await userEvent.click(
      dialog.getByRole('button', { name: 'Tomorrow 06:00' }),
    );
    await userEvent.click(
      dialog.getByRole('radio', { name: /waits before its next step/ }),
    );
    expect(
      dialog.getByText(
        /^All changes in Production wait until .* and then go on by themselves, those of runs that have begun/,
      ),
    ).toBeVisible();
    await userEvent.click(freeze);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const morning = new Date();
    morning.setDate(morning.getDate() + 1);
    morning.setHours(6, 0, 0, 0);
    expect(backend.frozen).toEqual([
      {
        kind: 'freeze',
        environments: ['production'],
        to: morning.toISOString(),
        running: 'hold',
        reason: 'An incident',
      },
    ]);
    const now = await section('On now');
    expect(now).toHaveTextContent('Freeze of Production');
    expect(now).toHaveTextContent('guest');
    expect(now).toHaveTextContent('An incident');
  });

  it('takes no end that is past', async () => {
    await renderPage(recorded(), '/windows', { config, framed: true });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Freeze now' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByRole('textbox', { name: /Reason/ }), {
      target: { value: 'An incident' },
    });
    fireEvent.change(dialog.getByLabelText(/^Until/), {
      target: { value: '2020-01-01T00:00' },
    });
    expect(
      dialog.getByText('A time in the future, at most 400 days ahead.'),
    ).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Freeze' })).toBeDisabled();
  });

  it('ends what a call has made, with a reason', async () => {
    const backend = recorded();
    await backend.createWindow({
      environments: ['production'],
      to: new Date(Date.now() + 3_600_000).toISOString(),
      reason: 'An incident',
    });
    await renderPage(backend, '/windows', { config });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'End now: Freeze of Production',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.change(dialog.getByRole('textbox', { name: /Reason/ }), {
      target: { value: 'It is over' },
    });
    await userEvent.click(dialog.getByRole('button', { name: 'End now' }));
    expect(await screen.findByText('No windows')).toBeVisible();
    expect(backend.ended).toEqual([{ id: 'window-1', reason: 'It is over' }]);
  });

  it('says where there are none what one is, and how it is written', async () => {
    await renderPage(new RecordedOrchestrator(), '/windows');
    expect(await screen.findByText('No windows')).toBeVisible();
    expect(screen.getByText(/docs\/windows\.md/)).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'An example of the configuration' }),
    ).toHaveTextContent('kind: freeze');
  });
});

describe('Where one acts', () => {
  const frozen = () => {
    const backend = recorded();
    backend.windows = [recordFreeze(Date.now(), { reason: 'Nobody is here' })];
    return backend;
  };
  const notes = () => screen.findByRole('status', { name: 'Windows' });

  it.each([
    ['/overview', 'the overview'],
    ['/services', 'the services'],
    ['/services/grafana', 'a service'],
    ['/flows/bootstrap-platform', 'a form'],
  ])('%s says of the environment that it is frozen', async page => {
    const input = encodeURIComponent('{"environment":"production"}');
    await renderPage(
      frozen(),
      `${page}?environment=production&input=${input}`,
      { config, framed: true },
    );
    const told = await notes();
    expect(told).toHaveTextContent(
      /Freeze “Year end” until .* — because Nobody is here\. All changes wait until then, and go on by themselves\./,
    );
    expect(within(told).getByRole('link', { name: 'Windows' })).toHaveAttribute(
      'href',
      '/idp-orchestrator/windows?environment=production',
    );
  });

  it('a form says of what may happen in a maintenance window only when that opens', async () => {
    const backend = recorded();
    backend.windows = [recordMaintenance(Date.now(), { riskAtLeast: 'low' })];
    const input = encodeURIComponent('{"environment":"production"}');
    await renderPage(backend, `/flows/bootstrap-platform?input=${input}`, {
      config,
    });
    expect(await notes()).toHaveTextContent(
      /^All changes are refused until the maintenance window “Nightly” opens: next time /,
    );
  });

  it('nothing is said of another environment, and there is one question for all of a page', async () => {
    const backend = frozen();
    const asked = jest.spyOn(backend, 'listWindows');
    await renderPage(backend, '/overview?environment=development', {
      config,
      framed: true,
    });
    await section('Running');
    expect(screen.queryByRole('status', { name: 'Windows' })).toBeNull();
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('who may not see windows is not asked for again', async () => {
    const backend = frozen();
    const asked = jest.spyOn(backend, 'listWindows').mockRejectedValue(
      Object.assign(new Error('needs idpOrchestrator.flow.read'), {
        statusCode: 403,
      }),
    );
    await renderPage(backend, '/overview?environment=production', {
      config,
      framed: true,
    });
    await section('Running');
    fireEvent.focus(window);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('status', { name: 'Windows' })).toBeNull();
  });
});
