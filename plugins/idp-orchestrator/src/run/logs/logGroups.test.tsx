import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  bootstrapFlow,
  createRecordedOrchestrator,
  Recorder,
  type RecordedOrchestrator,
} from '../../../dev/recordings';
import { giveElementsHeight, renderPage } from '../../__testUtils__/renderPage';

const ID = '99999999-9999-4999-8999-999999999999';
const LINES = [
  'before',
  '::group::Installing',
  ...Array.from({ length: 30 }, (_, index) => `package ${index + 1}`),
  '::endgroup::',
  'after',
];

let backend: RecordedOrchestrator;

beforeEach(() => {
  const now = Date.parse('2026-03-01T12:00:00.000Z');
  backend = createRecordedOrchestrator(now);
  giveElementsHeight(600);
  const run = new Recorder({
    id: ID,
    flow: bootstrapFlow,
    startedAt: new Date(now).toISOString(),
  })
    .event(100, { type: 'step.started', stepId: 'prerequisites', attempt: 1 })
    .log(200, { stepId: 'prerequisites' }, LINES);
  backend.addRun(run.entries);
});

const open = (hash = '') =>
  renderPage(backend, `/runs/${ID}?step=prerequisites${hash}`);

describe('A group of lines', () => {
  it('is folded and opened by keyboard, and tells how many lines it hides', async () => {
    await open();
    const group = await screen.findByRole('button', { name: /Installing/ });
    expect(group).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText('package 7')).toBeVisible();

    group.focus();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByRole('button', { name: /31 lines hidden/ }),
    ).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('package 7')).not.toBeInTheDocument();
    expect(screen.getByText('after')).toBeVisible();

    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('package 7')).toBeVisible();
  });

  it('ends with a mark, and not with the words that a script says for it', async () => {
    await open();
    await screen.findByRole('button', { name: /Installing/ });
    const end = document.querySelector('[data-line="33"]');
    expect(end).toHaveTextContent('End of the group');
    expect(screen.queryByText(/::endgroup::/)).not.toBeInTheDocument();
  });

  it('opens where an address points into it', async () => {
    await open('&find=package+21#L1');
    await userEvent.click(
      await screen.findByRole('button', { name: /Installing/ }),
    );
    await screen.findByRole('button', { name: /31 lines hidden/ });
    await screen.findByText('1 match');
    await userEvent.click(
      screen.getByRole('button', { name: 'Next match (Enter)' }),
    );
    const line = await screen.findByText('package 21');
    await waitFor(() =>
      expect(line.closest('[data-line]')).toHaveAttribute(
        'aria-current',
        'true',
      ),
    );
  });
});
