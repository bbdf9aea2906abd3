import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { ResponseError } from '@backstage/errors';
import type {
  FeedEntry,
  FlowSource,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import createKnex, { type Knex } from 'knex';
import { sqlite } from '../../__testUtils__/databases';
import {
  createTestBox,
  createTestKeys,
  TEST_KEYS,
} from '../../__testUtils__/keys';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';
import {
  eventually,
  startReceiver,
  type TestReceiver,
} from '../../__testUtils__/webhookReceiver';
import { startHttpServer } from '../../steps/__testUtils__/httpServer';
import { createRunSecretStore } from '../../database';
import { SecretUpkeep } from '../../engine';
import { systemClock } from '../../waiting/systemClock';

jest.setTimeout(120_000);

const SECRET = 'correct horse "battery" ☂';

/** Configured, and not handed to anything here. */
const CONFIGURED = 'configured-and-unrelated';

const password = { type: 'string', format: 'password' };
const base = {
  risk: 'low',
  input: {
    type: 'object',
    properties: { user: { type: 'string' }, password },
  },
} as const;

const sayStep = (id = 'say') => ({
  id,
  uses: 'script',
  with: { script: 'say', args: { text: '${{ input.password }}' } },
});

const SOURCES: FlowSource[] = [
  { ...base, id: 'signing-in', title: 'Signing in', steps: [sayStep()] },
  {
    ...base,
    id: 'asking-first',
    title: 'Asking first',
    steps: [
      {
        id: 'ask',
        uses: 'approval',
        with: {
          message: 'Sign in with ${{ input.password }}?',
          allowInitiator: true,
        },
      },
      sayStep(),
    ],
    output: { was: '${{ input.password }}' },
  },
  {
    ...base,
    id: 'on-the-command-line',
    title: 'On the command line',
    steps: [
      {
        id: 'shout',
        uses: 'script',
        with: {
          script: 'shout',
          args: { text: 'with ${{ input.password }} in it' },
        },
      },
    ],
  },
  {
    ...base,
    id: 'going-on',
    title: 'Going on',
    steps: [
      {
        id: 'below',
        uses: 'flow',
        with: {
          flow: 'signing-in',
          input: { password: '${{ input.password }}' },
        },
      },
    ],
  },
  {
    ...base,
    id: 'telling',
    title: 'Telling',
    steps: [
      {
        id: 'below',
        uses: 'flow',
        with: {
          flow: 'signing-in',
          input: {
            user: 'it is ${{ input.password }}',
            password: '${{ input.password }}',
          },
        },
      },
    ],
  },
  {
    ...base,
    id: 'asking-a-service',
    title: 'Asking a service',
    steps: [
      {
        id: 'ask',
        uses: 'http',
        with: {
          url: 'http://${{ input.user }}/login',
          method: 'POST',
          json: { password: '${{ input.password }}' },
        },
      },
    ],
  },
  {
    ...base,
    id: 'failing',
    title: 'Failing',
    steps: [{ ...sayStep(), with: { ...sayStep().with, action: 'fail' } }],
  },
];
const flows = SOURCES.map(defineFlow);

const scripts = {
  say: {
    bash: `
echo "it is $IDP_SECRET_TEXT"
printf 'argv: %s\\n' "$*"
echo "::warning::told $IDP_SECRET_TEXT"
echo "said=$IDP_SECRET_TEXT" >> "$IDP_OUTPUT"
echo "# $IDP_SECRET_TEXT" >> "$IDP_SUMMARY"
ps -eo args > "$FOLDER/processes" || true
[ "$1" = fail ] && { echo "no $IDP_SECRET_TEXT" >&2; exit 4; }
exit 0`,
    entry: {
      parameters: { text: password },
      actions: { start: {}, fail: {} },
      defaultAction: 'start',
    },
  },
  shout: {
    bash: 'echo "$@"',
    entry: { parameters: { text: { type: 'string' } } },
  },
};

/** Everything that stands in the database, as text. */
async function dump(knex: Knex): Promise<string> {
  const tables = await knex('sqlite_master')
    .where({ type: 'table' })
    .pluck('name');
  const rows = await Promise.all(tables.map(table => knex(table).select()));
  return JSON.stringify(rows);
}

/** Everything that stands in the files of a folder, as text. */
async function readAll(folder: string): Promise<string> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter(entry => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) =>
      readFile(path.join(parentPath, name), 'utf8'),
    ),
  );
  return texts.join('\n');
}

const refusalOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: ResponseError) => thrown,
  );
  return { status: error?.statusCode, text: JSON.stringify(error?.body) };
};

async function untilWaiting({ client }: TestOrchestrator, id: string) {
  for await (const _ of client.watchRun(id, { include: 'events' })) {
    const { status, finishedAt, error } = await client.getRun(id);
    if (status === 'waiting') return;
    if (finishedAt) throw new Error(`It is ${status}: ${error?.message}`);
  }
}

describe('What is typed into a secret field', () => {
  let idp: TestOrchestrator;
  let receiver: TestReceiver;
  let service: Awaited<ReturnType<typeof startHttpServer>>;
  const told = mockServices.logger.mock();

  beforeAll(async () => {
    receiver = await startReceiver();
    service = await startHttpServer((_, response) => {
      const body = { is: CONFIGURED, was: service.received.at(-1)?.body };
      response.setHeader('x-told', CONFIGURED);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    });
    idp = await startTestOrchestrator({
      flows,
      scripts,
      config: {
        secrets: { unrelated: CONFIGURED },
        http: { allowedHosts: [service.host] },
        webhooks: [
          {
            id: 'all',
            url: receiver.url,
            secret: `whsec_${Buffer.alloc(32, 'k').toString('base64')}`,
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await idp.stop();
    await receiver.stop();
    await service.stop();
  });

  const start = async (flow: string, typed: unknown = SECRET) =>
    idp.client.startRun(flow, { input: { user: 'anna', password: typed } });
  const upkeep = (keepMs: number) =>
    new SecretUpkeep({
      keys: createTestKeys(),
      box: createTestBox(),
      store: createRunSecretStore(idp.knex),
      clock: systemClock,
      logger: told,
      keepMs,
    });

  it('reaches the script by its environment, and nobody who looks anywhere', async () => {
    const { client } = idp;
    const input = { user: 'anna', password: SECRET };
    const plan = await client.planRun('signing-in', { input });
    const { id } = await start('signing-in');
    const feed: FeedEntry[] = [];
    for await (const entry of client.watchRun(id)) feed.push(entry);
    const run = await client.getRun(id);
    const log = await client.readLogs(id, { step: 'say' });

    expect(run.error).toBeUndefined();
    expect(run).toMatchObject({
      status: 'succeeded',
      secretInput: true,
      secretFields: ['password'],
      input: { user: 'anna' },
      steps: [
        {
          output: { said: '***' },
          summary: '# ***\n',
          annotations: [
            { text: 'told ***' },
            { text: expect.stringContaining('warned of held a secret') },
            { text: expect.stringContaining('The summary held a secret') },
            { text: expect.stringContaining('Masked in the output: said') },
          ],
        },
      ],
    });
    expect(run.input).not.toHaveProperty('password');
    expect(log.items.map(({ text }) => text).slice(0, 2)).toEqual([
      'it is ***',
      'argv: start',
    ]);
    const seen = [plan, run, feed, log, await client.listRuns()];
    expect(JSON.stringify(plan)).toContain('anna');
    const [word] = SECRET.split(' "');
    expect(JSON.stringify(seen)).not.toContain(word);
    const bundle = await fetch(`${idp.url}/v1/runs/${id}/bundle`, {
      headers: { authorization: `Bearer ${idp.token}` },
    });
    const unpacked = gunzipSync(Buffer.from(await bundle.arrayBuffer()));
    expect(unpacked.toString()).toContain('it is ***');
    expect(unpacked.toString()).not.toContain(word);
    expect(await dump(idp.knex)).not.toContain(word);
    expect(await readAll(idp.folder)).not.toContain(word);
    await eventually(() =>
      receiver.received.find(({ body }) => body.includes('run.succeeded')),
    );
    expect(JSON.stringify(receiver.received)).not.toContain(word);
    const processes = await readFile(`${idp.folder}/processes`, 'utf8');
    expect(processes).toContain('say');
    expect(processes).not.toContain(word);
  });

  it('is in no question, output, error or child run either', async () => {
    const { client } = idp;
    const { id } = await start('asking-first');
    await untilWaiting(idp, id);
    const asked = await client.getRun(id);
    expect(asked.steps[0].waitingFor?.text).toContain('Sign in with ***?');
    const rest = await client.getRemainingPlan(id);
    expect(JSON.stringify(rest)).not.toContain('correct horse');
    await client.approveRun(id, { reason: 'fine' });
    expect((await idp.finished(id)).output).toEqual({ was: '***' });
    const failed = await idp.finished((await start('failing')).id);
    expect(failed).toMatchObject({
      status: 'failed',
      error: { exitCode: 4, stderrTail: ['no ***'] },
    });
    const parent = await idp.finished((await start('going-on')).id);
    expect(parent.status).toBe('succeeded');
    expect(await dump(idp.knex)).not.toContain('correct horse');
  });

  it('is hidden in what a service answers, as is a secret that it was not sent', async () => {
    const input = { user: service.host, password: SECRET };
    const { id } = await idp.client.startRun('asking-a-service', { input });
    const run = await idp.finished(id);
    expect(service.received[0].body).toBe(JSON.stringify({ password: SECRET }));
    expect(run.steps[0].output).toMatchObject({
      body: { is: '***', was: '{"password":"***"}' },
      headers: { 'x-told': '***' },
    });
    expect(await dump(idp.knex)).not.toMatch(/correct horse|unrelated"/);
  });

  it('may be a word that states have, and the run goes its way', async () => {
    for (const word of ['succeeded', 'step.finished', 'say', 'null']) {
      const run = await idp.finished((await start('signing-in', word)).id);
      expect([word, run.status]).toEqual([word, 'succeeded']);
      expect(run.steps[0]).toMatchObject({ id: 'say', status: 'succeeded' });
    }
  });

  it('is refused on a command line, before anything is started', async () => {
    const input = { password: SECRET };
    // One after the other: nobody would wait for the second meanwhile.
    for (const ask of [
      () => idp.client.planRun('on-the-command-line', { input }),
      () => start('on-the-command-line'),
    ]) {
      const { status, text } = await refusalOf(ask());
      expect(status).toBe(400);
      expect(text).toContain(
        'text of script shout is given what was typed into a secret field',
      );
      expect(text).toContain('IDP_SECRET_TEXT');
      expect(text).not.toContain('correct horse');
    }
  });

  it('goes on into a secret field of another flow only', async () => {
    const run = await idp.finished((await start('telling')).id);
    expect(run.error?.message).toContain(
      'user of flow signing-in would be given what was typed into a secret field, and is none itself',
    );
    expect(await dump(idp.knex)).not.toContain('correct horse');
  });

  it('is used again by who typed it, and by nobody else', async () => {
    const { id } = await start('signing-in');
    await idp.finished(id);
    const again = await idp.client.rerun(id, { reason: 'once more' });
    expect((await idp.finished(again.id)).steps[0].output).toEqual({
      said: '***',
    });
    const other = await fetch(`${idp.url}/v1/runs/${id}/rerun`, {
      method: 'POST',
      headers: {
        authorization: mockCredentials.user.header('user:default/other'),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ reason: 'mine now' }),
    });
    expect(other.status).toBe(400);
    expect(await other.text()).toContain(
      `What was typed into password of run ${id} is not for you to use. Start the flow anew, and type it again`,
    );
  });

  it('is the same request only when it is typed the same', async () => {
    const request = (typed: string) =>
      idp.client.startRun('signing-in', {
        input: { password: typed },
        idempotencyKey: 'once',
      });
    const first = await request(SECRET);
    expect((await request(SECRET)).id).toBe(first.id);
    const { status, text } = await refusalOf(request('something else'));
    expect(status).toBe(409);
    expect(text).toContain('the input is another one');
    await idp.finished(first.id);
    await upkeep(-60_000).wipe();
    expect((await request(SECRET)).id).toBe(first.id);
  });

  it('is wiped some time after the run ended, which says so when it is to go on', async () => {
    const { id } = await start('failing');
    await idp.finished(id);
    await upkeep(60_000).wipe();
    await idp.client.retryRun(id, { reason: 'in time' });
    await idp.finished(id);
    expect(await upkeep(-60_000).wipe()).toBeGreaterThan(0);
    const { items } = await idp.client.allowedActions(id);
    const because = `What was typed into password of run ${id} was wiped some time after it ended, so it cannot go on. Start the flow anew, and type it again`;
    expect(items).toContainEqual({ action: 'retry', allowed: false, because });
    const retry = await refusalOf(idp.client.retryRun(id, { reason: 'late' }));
    expect([retry.status, retry.text]).toEqual([
      409,
      expect.stringContaining('was wiped some time after it ended'),
    ]);
    const again = await refusalOf(idp.client.rerun(id, { reason: 'late' }));
    expect([again.status, again.text]).toEqual([
      400,
      expect.stringContaining('was wiped some time after it ended'),
    ]);
  });
});

describe('A portal whose keys change', () => {
  const database = sqlite();
  let knex: Knex;

  beforeAll(async () => {
    await database.start();
    knex = await database.create();
  });
  afterAll(() => database.stop());

  /** Works as a portal with these keys, on the same database, then stops. */
  async function as(
    keys: string[],
    work: (idp: TestOrchestrator) => Promise<void>,
  ) {
    const { filename } = knex.client.config.connection;
    const idp = await startTestOrchestrator({
      flows,
      scripts,
      config: { keys: TEST_KEYS.filter(({ id }) => keys.includes(id)) },
      database: createKnex({
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
      }),
    });
    await work(idp).finally(() => idp.stop());
  }
  const input = { password: SECRET };

  it('refuses secrets where it has none, and nothing else', () =>
    as([], async idp => {
      const { status, text } = await refusalOf(
        idp.client.startRun('signing-in', { input }),
      );
      expect(status).toBe(503);
      expect(text).toContain(
        'What was typed into password cannot be kept: this portal has no key for it. Whoever runs it sets idpOrchestrator.keys',
      );
      const without = await idp.start('asking-first', {}).catch(() => 'begun');
      expect(without).toBeDefined();
    }));

  it('goes on with what the old key encrypted, encrypts it anew, and can drop the old key then', async () => {
    let id = '';
    await as(['old'], async idp => {
      ({ id } = await idp.client.startRun('asking-first', { input }));
      await untilWaiting(idp, id);
    });
    const keyOf = async () =>
      (await knex('run_secrets').where({ run_id: id }).first()).key_id;
    expect(await keyOf()).toBe('old');
    const logger = mockServices.logger.mock();
    const upkeepWith = (...ids: string[]) =>
      new SecretUpkeep({
        keys: createTestKeys(...ids),
        box: createTestBox(...ids),
        store: createRunSecretStore(knex),
        clock: systemClock,
        logger,
        keepMs: 60_000,
      });
    const { signal } = new AbortController();
    expect(await upkeepWith('new').encryptAnew(signal)).toBe(0);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('their key is not in idpOrchestrator.keys'),
    );
    expect(await keyOf()).toBe('old');
    expect(await upkeepWith('new', 'old').encryptAnew(signal)).toBe(1);
    expect(await keyOf()).toBe('new');
    await as(['new'], async idp => {
      await idp.client.approveRun(id, { reason: 'fine' });
      const run = await idp.finished(id);
      expect(run).toMatchObject({
        status: 'succeeded',
        output: { was: '***' },
        steps: [{}, { output: { said: '***' } }],
      });
    });
  });
});
