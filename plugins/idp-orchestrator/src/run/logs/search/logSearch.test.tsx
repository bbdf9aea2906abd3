import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  RUN_IDS,
  type RecordedOrchestrator,
} from '../../../../dev/recordings';
import {
  giveElementsHeight,
  renderPage,
} from '../../../__testUtils__/renderPage';

const NOISY = `/runs/${RUN_IDS.noisy}?step=platform-core`;

let backend: RecordedOrchestrator;

beforeEach(() => {
  backend = createRecordedOrchestrator(Date.parse('2026-03-01T12:00:00.000Z'));
  giveElementsHeight(600);
});

afterEach(() => {
  jest.restoreAllMocks();
});

const findField = () =>
  screen.findByRole('searchbox', { name: 'Search the log (/)' });
const address = () => screen.getByTestId('address');

describe('The search in a log', () => {
  it('looks through a million lines, and goes from match to match by Enter', async () => {
    await renderPage(backend, NOISY);
    await findField();
    await userEvent.keyboard('/');
    expect(await findField()).toHaveFocus();
    await userEvent.keyboard('NUMBER 77777');
    // 77777 itself, and 777770 to 777779.
    expect(await screen.findByText('11 matches')).toBeVisible();
    expect(address()).toHaveTextContent('find=NUMBER+77777');

    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(address()).toHaveTextContent(/#L77777$/));
    expect(await screen.findByText('1 of 11')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(address()).toHaveTextContent(/#L777770$/));
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await waitFor(() => expect(address()).toHaveTextContent(/#L77777$/));
    const log = screen.getByRole('region', { name: 'Log of Platform core' });
    expect(log.querySelectorAll('[data-line]').length).toBeLessThan(150);
  });

  it('is in the address, and over with Escape', async () => {
    await renderPage(backend, `${NOISY}&find=number+999999+`);
    expect(await screen.findByText('1 match')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Next match (Enter)' }),
    );
    await waitFor(() => expect(address()).toHaveTextContent(/#L999999$/));
    await userEvent.click(await findField());
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(address()).not.toHaveTextContent('find='));
    expect(await findField()).toHaveValue('');
  });

  it('is asked for by its key from wherever one is', async () => {
    await renderPage(backend, `${NOISY}&tab=timeline`);
    await screen.findByRole('tab', { name: 'Timeline' });
    await userEvent.keyboard('/');
    const panel = await screen.findByRole('tabpanel', { name: 'Logs' });
    await waitFor(() =>
      expect(within(panel).getByRole('searchbox')).toHaveFocus(),
    );
  });

  it('says why it could not look', async () => {
    const readLogs = backend.readLogs.bind(backend);
    jest.spyOn(backend, 'readLogs').mockImplementation(async (id, query) => {
      if (query.search) throw new Error('The disk is full');
      return readLogs(id, query);
    });
    await renderPage(backend, `${NOISY}&find=x`);
    expect(await screen.findByText('The disk is full')).toBeVisible();
  });
});
