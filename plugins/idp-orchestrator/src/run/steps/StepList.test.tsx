import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/test-utils';
import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { giveElementsHeight } from '../../__testUtils__/renderPage';
import { StepList } from './StepList';

/** One after the other. */
const createSteps = (count: number): RunStep[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `step-${index + 1}`,
    title: `Step ${index + 1}`,
    uses: 'wait',
    needs: index === 0 ? [] : [`step-${index}`],
    status: 'succeeded',
    attempts: 1,
    history: [],
    annotations: [],
    onFailure: 'abort',
  }));

describe('The list of steps', () => {
  beforeEach(() => {
    giveElementsHeight(600);
    // Of the list as of each of its items.
    jest
      .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
      .mockImplementation(function measure(this: HTMLElement) {
        return this.tagName === 'LI' ? 50 : 600;
      });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('has no more of a long flow in the page than can be looked at, and says which those are', async () => {
    await renderInTestApp(
      <StepList
        steps={createSteps(500)}
        selected="step-1"
        onSelect={() => {}}
      />,
    );
    const list = screen.getByRole('list', { name: 'Steps' });
    const items = within(list).getAllByRole('listitem');
    expect(items.length).toBeGreaterThan(5);
    expect(items.length).toBeLessThan(60);
    expect(items[0]).toHaveAttribute('aria-posinset', '1');
    expect(items[0]).toHaveAttribute('aria-setsize', '500');
  });

  it('keeps the chosen step, wherever in a long flow it is', async () => {
    const onSelect = jest.fn();
    await renderInTestApp(
      <StepList
        steps={createSteps(500)}
        selected="step-400"
        onSelect={onSelect}
      />,
    );
    const chosen = screen.getByRole('button', { name: /^Step 400/ });
    expect(chosen).toHaveAttribute('aria-current', 'step');
    await userEvent.click(chosen);
    expect(onSelect).toHaveBeenCalledWith('step-400');
  });

  it('has all of a short flow', async () => {
    await renderInTestApp(
      <StepList
        steps={createSteps(30)}
        selected="step-1"
        onSelect={() => {}}
      />,
    );
    expect(screen.getAllByRole('listitem')).toHaveLength(30);
  });
});
