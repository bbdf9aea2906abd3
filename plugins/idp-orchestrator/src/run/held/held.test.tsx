import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  recordFreeze,
  recordHeld,
} from '../../../dev/recordings';
import { giveElementsHeight, renderPage } from '../../__testUtils__/renderPage';

const HELD = '99999999-9999-4999-8999-999999999999';
const anna = { kind: 'user', ref: 'user:default/anna' } as const;

beforeEach(() => giveElementsHeight(600));
afterEach(() => jest.restoreAllMocks());

/** A run that is held by a freeze that two people override, of whom one has. */
function backend({ overridden = true } = {}) {
  const now = Date.now();
  const recorded = createRecordedOrchestrator(now);
  const freeze = recordFreeze(now, { reason: 'Nobody is here' });
  recorded.windows = [freeze];
  const run = recordHeld(HELD, new Date(now - 60_000).toISOString(), freeze);
  if (overridden) {
    run.event(30_000, {
      type: 'run.windowOverridden',
      by: anna,
      reason: 'A leak',
      windows: [freeze.id],
    });
  }
  recorded.addRun(run.entries);
  return recorded;
}

describe('A run that a window holds', () => {
  it('says why and until when at its head, and who has let it go on', async () => {
    await renderPage(backend(), `/runs/${HELD}`);
    const held = await screen.findByRole('status', { name: 'Held' });
    expect(held).toHaveTextContent(
      'Waits for the end of the freeze “Year end”',
    );
    expect(held).toHaveTextContent(/It goes on by itself on .*\(in 3 hours\)/);
    expect(held).toHaveTextContent('Freeze “Year end”: Nobody is here');
    expect(held).toHaveTextContent('1 of 2 people have let it go on so far.');
    const head = screen.getByRole('region', { name: 'About this run' });
    expect(head).toHaveTextContent('Waiting');
    expect(head).toHaveTextContent(
      'Goes on in spite of a window byanna: A leak',
    );
    // One cause is told once.
    expect(screen.queryByRole('status', { name: 'Windows' })).toBeNull();
  });

  it('is let go on by people, who are told what they override', async () => {
    const recorded = backend();
    await renderPage(recorded, `/runs/${HELD}`);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Go on nevertheless' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Freeze “Year end”');
    expect(dialog).toHaveTextContent('Nobody is here');
    expect(dialog).toHaveTextContent(
      'May let a run go on: 2 of release. It takes 2 people.',
    );
    expect(dialog).toHaveTextContent('1 of 2 people have let it go on so far.');
    fireEvent.change(within(dialog).getByRole('textbox', { name: /Reason/ }), {
      target: { value: 'The fix' },
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Go on nevertheless' }),
    );
    await waitFor(() =>
      expect(recorded.actions).toEqual([
        { action: 'override-window', runId: HELD, reason: 'The fix' },
      ]),
    );
  });

  it('shows the hold as waiting in its timeline', async () => {
    await renderPage(backend(), `/runs/${HELD}?tab=timeline`);
    expect(
      await screen.findByRole('img', { name: /^Waiting, / }),
    ).toBeInTheDocument();
  });

  it('needs nobody, and says in lists what it waits for', async () => {
    const recorded = backend({ overridden: false });
    await renderPage(recorded, '/overview?environment=production');
    expect(
      await screen.findByText(
        /^Waits for the end of the freeze “Year end”, until /,
      ),
    ).toBeVisible();
    expect(screen.queryByRole('region', { name: 'Needs you' })).toBeNull();
  });

  it('stands in the list of runs with what it waits for', async () => {
    await renderPage(backend(), '/runs?status=waiting');
    expect(
      await screen.findByText(/Waits for the end of the freeze “Year end”/),
    ).toBeVisible();
  });
});
