// What a model would decide, written down: so the programs run, and are
// tested, without any model. Each plan asks for calls of tools by `yield` and
// gets what they answered; what it returns is said to the person.

const call = (name, args = {}) => ({ name, args });

/** Waits for a run until it is over, or until people have to do something. */
function* follow({ id }) {
  for (;;) {
    const run = yield call('wait-for-run', { runId: id });
    if (!['limit', 'step-failed'].includes(run.ended)) return run;
  }
}

/** First tried out, then done, with the same input. */
function* tryAndDo(tool, { input, dryRun, reason }) {
  const rehearsal = yield* follow(
    yield call(tool, { ...input, [dryRun]: true, reason }),
  );
  if (rehearsal.status !== 'succeeded') return rehearsal;
  return yield* follow(yield call(tool, { ...input, reason }));
}

function* bootstrap() {
  const run = yield* tryAndDo('run-bootstrap-platform', {
    input: { platform_name: 'Agents', environment: 'development' },
    dryRun: 'dry_run',
    reason: 'Asked for a platform',
  });
  return run.output.summary;
}

function* checkHealth() {
  const health = yield call('get-platform-health', { refresh: true });
  const services = health.services.map(
    ({ title, status }) => `${title} is ${status}`,
  );
  return `The platform is ${health.status} (${health.score} of 100): ${services.join(', ')}.`;
}

function* restartBackstage() {
  const run = yield* tryAndDo('operate-services', {
    input: { operation: 'restart', services: ['backstage'] },
    dryRun: 'dryRun',
    reason: 'Asked to restart Backstage',
  });
  const { services } = yield call('get-platform-health', { refresh: true });
  const { status } = services.find(({ name }) => name === 'backstage');
  return `The restart ${run.status}; Backstage is ${status === 'healthy' ? 'running' : status}.`;
}

function* deployMonitoring() {
  const run = yield* tryAndDo('run-script', {
    input: { script: 'setup-monitoring' },
    dryRun: 'dryRun',
    reason: 'Asked for a new version of the monitoring stack',
  });
  return `The deployment of the monitoring stack ${run.status}.`;
}

/** The plan for what was asked. */
export function planFor(question) {
  if (/deploy.*monitoring/i.test(question)) return deployMonitoring();
  if (/bootstrap|set up the complete platform/i.test(question))
    return bootstrap();
  if (/restart backstage/i.test(question)) return restartBackstage();
  if (/health/i.test(question)) return checkHealth();
  throw new Error(`There is no plan for: ${question}`);
}
