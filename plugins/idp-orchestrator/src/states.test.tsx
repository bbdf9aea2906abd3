import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createRecordedOrchestrator,
  RecordedOrchestrator,
  RUN_IDS,
} from '../dev/recordings';
import { giveElementsHeight, renderPage } from './__testUtils__/renderPage';
import type { OrchestratorApi } from './api/orchestratorApi';

const PAGES = [
  ['the overview', '/overview'],
  ['services', '/services'],
  ['a service', '/services/grafana'],
  ['flows', '/flows'],
  ['a flow', '/flows/bootstrap-platform'],
  ['runs', '/runs'],
  ['a run', `/runs/${RUN_IDS.success}`],
  ['schedules', '/schedules'],
  ['a schedule', '/schedules/nightly-cleanup'],
  ['a new schedule', '/schedules/_new'],
  ['windows', '/windows'],
  ['insights', '/insights'],
  ['audit', '/audit'],
] as const;

const refusal = (statusCode: number, message: string) =>
  Object.assign(new Error(message), { statusCode });

/** The recorded backend, every answer of which is made by `answer` while there is one. */
function createBackend(answer: () => Promise<never>) {
  const recorded = createRecordedOrchestrator(Date.now());
  const state: { answer?: typeof answer } = { answer };
  const backend = new Proxy(recorded, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (!state.answer) return value.bind(target);
      // Streams are read with `for await`, the rest is awaited.
      return String(name).startsWith('watch')
        ? async function* broken() {
            yield await state.answer!();
          }
        : state.answer;
    },
  }) as OrchestratorApi;
  return { backend, recover: () => delete state.answer };
}

beforeEach(() => {
  giveElementsHeight(600);
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe.each(PAGES)('On the page of %s', (_, address) => {
  it('tells who may not see it so, and what is missing', async () => {
    const { backend } = createBackend(async () => {
      throw refusal(403, 'needs the permission idpOrchestrator.x.read');
    });
    await renderPage(backend, address);
    expect((await screen.findAllByText('No access'))[0]).toBeVisible();
    expect(screen.getAllByText(/idpOrchestrator\.x\.read/)[0]).toBeVisible();
  });

  it('says that the backend is away, and is there when that is back', async () => {
    const { backend, recover } = createBackend(async () => {
      throw new TypeError('Failed to fetch');
    });
    await renderPage(backend, address);
    const said = 'The backend cannot be reached';
    expect((await screen.findAllByText(said))[0]).toBeVisible();
    recover();
    for (const retry of screen.getAllByRole('button', { name: 'Try again' })) {
      await userEvent.click(retry);
    }
    await waitFor(() => expect(screen.queryByText(said)).toBeNull());
  });

  it('says what to write where nobody has configured the plugin', async () => {
    const cause = { name: 'NotConfiguredError', message: 'idpOrchestrator: …' };
    const { backend } = createBackend(async () => {
      throw Object.assign(refusal(503, 'Request failed'), { cause });
    });
    await renderPage(backend, address);
    expect((await screen.findAllByText('Not configured yet'))[0]).toBeVisible();
    expect(screen.getAllByText('idpOrchestrator: …')[0]).toBeVisible();
  });

  it('shows that it is on its way', async () => {
    const { backend } = createBackend(() => new Promise<never>(() => {}));
    await renderPage(backend, address);
    expect((await screen.findAllByRole('progressbar'))[0]).toBeInTheDocument();
  });
});

describe('What there is not', () => {
  it.each([
    ['flow', '/flows/nothing', 'Not found'],
    ['run', '/runs/99999999-9999-4999-8999-999999999999', 'Not found'],
    ['run to have again', '/flows/bootstrap-platform?again=x', 'Not found'],
    ['service', '/services/nothing', 'No service “nothing” here'],
  ])('is said of a %s', async (_, address, title) => {
    await renderPage(createRecordedOrchestrator(Date.now()), address);
    expect(await screen.findByText(title)).toBeVisible();
  });

  it.each([
    ['services', '/services', 'No services here yet'],
    ['flows', '/flows', 'No flows yet'],
    ['runs', '/runs', 'Nothing has run yet'],
    ['windows', '/windows', 'No windows'],
    ['entries', '/audit', 'Nothing has been done yet'],
  ])('is said of %s, with what would bring some', async (_, address, title) => {
    await renderPage(new RecordedOrchestrator(), address);
    expect(await screen.findByText(title)).toBeVisible();
  });
});

describe('The tab of the browser', () => {
  it.each([
    ['/overview', /^Overview/],
    ['/services', /^Services/],
    ['/services/grafana', /^grafana/],
    ['/flows', /^Flows/],
    ['/flows/bootstrap-platform', /^Bootstrap platform/],
    ['/runs', /^Runs/],
    [`/runs/${RUN_IDS.failure}`, /^✗ Bootstrap platform/],
    ['/runs/99999999-9999-4999-8999-999999999999', /^Runs/],
    ['/windows', /^Windows/],
    ['/insights', /^Insights/],
    ['/audit', /^Audit/],
  ])('says what %s is', async (address, title) => {
    await renderPage(createRecordedOrchestrator(Date.now()), address);
    await waitFor(() => expect(document.title).toMatch(title));
  });
});
