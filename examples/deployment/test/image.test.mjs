// What Dockerfile and compose.yaml say, carried out without an engine: the image is
// built in a folder, and its command started with the environment of each service.
// What is done in another way is listed in buildImage.mjs and Container.mjs.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  repositoryRoot,
  testDirectory,
} from '../../../tools/toolchain/paths.mjs';
import { hasTini } from '../../../tools/test/tini.mjs';
import { buildImage } from './buildImage.mjs';
import { canBeFirst, Container } from './Container.mjs';
import { Database } from './Database.mjs';
import { readCompose } from './readCompose.mjs';

const FOLDER = path.join(repositoryRoot, 'examples/deployment');

const secrets = Object.fromEntries(
  ['POSTGRES_PASSWORD', 'IDP_API_TOKEN', 'IDP_ENCRYPTION_KEY'].map(name => [
    name,
    randomBytes(32).toString('hex'),
  ]),
);

const inside = canBeFirst ? 'process 1' : 'no process 1, which takes unshare';
const init = hasTini() ? 'under tini' : 'without tini, which is not here';

describe(`The image of the example and its compose file (${inside}, ${init})`, () => {
  const services = readCompose(path.join(FOLDER, 'compose.yaml'), secrets);
  const started = [];
  // Outside of the repository, whose packages are to be found by none.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'idp-image-'));
  // A backend warns of data that it keeps among temporary files.
  const data = path.join(testDirectory, path.basename(folder));
  let image;
  let database;

  const start = async (service, name) => {
    const { environment } = services[service];
    const container = await Container.start(image, {
      folder: path.join(data, name),
      environment: { ...environment, ...database.environment },
    });
    started.push(container);
    await container.untilHealthy(services.api.healthcheck.test);
    return container;
  };

  const ask = async (api, target, body) => {
    const answer = await fetch(`${api.url}/api/idp-orchestrator/v1${target}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${secrets.IDP_API_TOKEN}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    assert.ok(answer.ok, `${target}: ${answer.status}`);
    return answer.json();
  };

  const until = async (api, id, condition) => {
    for (;;) {
      const run = await ask(api, `/runs/${id}`);
      if (condition(run)) return run;
      await sleep(100);
    }
  };

  before(async () => {
    image = buildImage({
      dockerfile: path.join(FOLDER, 'Dockerfile'),
      context: repositoryRoot,
      target: folder,
    });
    database = await Database.start(services.database.environment);
  });

  after(async () => {
    await Promise.all(started.map(container => container.kill()));
    await database?.stop();
    for (const one of [folder, data]) {
      fs.rmSync(one, { recursive: true, force: true });
    }
  });

  it('has no sources, and all that its command needs', () => {
    assert.deepEqual(fs.readdirSync(path.join(image.folder, 'packages')), [
      'app',
      'backend',
    ]);
    assert.ok(!fs.existsSync(path.join(image.folder, 'packages/backend/src')));
  });

  it('runs a flow by REST, loses nothing when its workers are stopped one after the other, and ends well', async () => {
    const api = await start('api', 'api');
    const { replicas } = services.worker.deploy;
    const workers = await Promise.all(
      Array.from({ length: replicas }, (_, index) =>
        start('worker', `worker-${index + 1}`),
      ),
    );
    const portal = await fetch(api.url);
    assert.match(await portal.text(), /<title>Platform<\/title>/);
    const { items } = await ask(api, '/problems');
    assert.deepEqual(items, []);

    const { id } = await ask(api, '/flows/release/runs', {
      input: { seconds: 6 },
    });
    await until(api, id, ({ steps }) => steps[0].status === 'running');
    for (const [index, worker] of workers.entries()) {
      assert.equal(await worker.stop(), 0, worker.log);
      if (index + 1 < workers.length) await start('worker', 'worker-3');
    }
    const run = await until(api, id, ({ finishedAt }) => finishedAt);
    assert.deepEqual(
      [run.status, ...run.steps.map(({ attempts }) => attempts)],
      ['succeeded', 1, 1],
    );
    assert.equal(await api.stop(), 0, api.log);
  });
});
