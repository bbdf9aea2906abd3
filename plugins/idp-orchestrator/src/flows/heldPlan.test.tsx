import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  recordFreeze,
  type RecordedOrchestrator,
} from '../../dev/recordings';
import { giveElementsHeight, renderPage } from '../__testUtils__/renderPage';

let backend: RecordedOrchestrator;
const until = new Date(Date.now() + 3 * 3_600_000).toISOString();

beforeEach(() => {
  backend = createRecordedOrchestrator(Date.now());
  backend.windows = [recordFreeze(Date.now())];
  giveElementsHeight(600);
});
afterEach(() => jest.restoreAllMocks());

const holdBy = (effect: 'hold' | 'refuse') => {
  backend.plan!.held = {
    effect,
    text: 'the end of the freeze "Year end"',
    until,
    windows: ['year-end'],
  };
};

const press = async (name: string) => {
  await waitFor(() => expect(document.querySelector('form')).not.toBeNull());
  await userEvent.click(screen.getByRole('button', { name }));
};

describe('A plan that windows hold', () => {
  it('says that the run will wait, for what and until when', async () => {
    holdBy('hold');
    await renderPage(backend, '/flows/bootstrap-platform');
    await press('Plan');
    const plan = await screen.findByRole('region', { name: 'Plan' });
    expect(plan).toHaveTextContent(
      /It will wait for the end of the freeze “Year end”, until .*, and go on by itself\./,
    );
    expect(within(plan).queryByRole('button', { name: /Start it/ })).toBeNull();
  });

  it('says that it cannot be started now, and offers to when it can', async () => {
    holdBy('refuse');
    await renderPage(backend, '/flows/bootstrap-platform');
    await press('Plan');
    const plan = await screen.findByRole('region', { name: 'Plan' });
    expect(plan).toHaveTextContent('It cannot be started now');
    await userEvent.click(
      within(plan).getByRole('button', { name: /^Start it on/ }),
    );
    await waitFor(() => expect(backend.started).toHaveLength(1));
    expect(backend.started[0].request).toMatchObject({ startAt: until });
  });

  it('is shown where a start is refused that nobody asked a plan of', async () => {
    holdBy('refuse');
    jest.spyOn(backend, 'startRun').mockRejectedValue(
      Object.assign(new Error('It may not be started now'), {
        statusCode: 409,
      }),
    );
    await renderPage(backend, '/flows/bootstrap-platform');
    await press('Run');
    expect(await screen.findByText('It may not be started now')).toBeVisible();
    expect(
      await screen.findByRole('button', { name: /^Start it on/ }),
    ).toBeVisible();
  });

  it('is confirmed in production with the time at which it starts, and not without', async () => {
    holdBy('refuse');
    const input = encodeURIComponent('{"environment":"production"}');
    await renderPage(backend, `/flows/bootstrap-platform?input=${input}`);
    await press('Run');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Reason/ }),
      'as agreed',
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Type production/ }),
      'production',
    );
    const run = dialog.getByRole('button', { name: 'Run' });
    expect(run).toBeDisabled();
    await userEvent.click(dialog.getByRole('button', { name: /^Start it on/ }));
    expect(dialog.getByText(/^It starts on /)).toBeVisible();
    await userEvent.click(run);
    await waitFor(() => expect(backend.started).toHaveLength(1));
    expect(backend.started[0].request).toMatchObject({
      startAt: until,
      reason: 'as agreed',
    });
  });
});
