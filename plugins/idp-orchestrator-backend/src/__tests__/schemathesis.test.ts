import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createOpenApiText } from '../../scripts/openapi/createOpenApi';
import { startExamplePlatform } from '../__testUtils__/startExamplePlatform';

jest.setTimeout(300_000);

/** Where `npm test` installs it; without it this test is skipped. */
const PROGRAM = path.resolve(
  __dirname,
  '../../../../.data/schemathesis/bin/schemathesis',
);
const whenInstalled = fs.existsSync(PROGRAM) ? it : it.skip;

/** How many requests it makes up for each operation and kind. */
const EXAMPLES = process.env.IDP_SCHEMATHESIS_EXAMPLES ?? '5';

describe('Schemathesis, a program that others wrote,', () => {
  let platform: Awaited<ReturnType<typeof startExamplePlatform>>;

  beforeAll(async () => {
    platform = await startExamplePlatform({
      config: { api: { requestsPerMinute: 1_000_000 } },
      // Without a token nobody is anybody, unlike in a backend of a test.
      services: [
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
      ],
    });
  });
  afterAll(() => platform.stop());

  whenInstalled('finds no answer that the document does not tell', async () => {
    const { idp } = platform;
    const document = path.join(idp.folder, 'openapi.yaml');
    fs.writeFileSync(document, createOpenApiText());
    const child = spawn(
      PROGRAM,
      [
        'run',
        document,
        `--url=${idp.url}/v1`,
        `--header=Authorization: Bearer ${idp.token}`,
        '--checks=all',
        // What a schema cannot say (a cursor, a flow's input) is refused too.
        '--exclude-checks=positive_data_acceptance',
        // A stream that has no end.
        '--exclude-operation-id=watchHealth',
        '--phases=examples,coverage,fuzzing',
        `--max-examples=${EXAMPLES}`,
        '--seed=20261124',
        '--no-color',
      ],
      { cwd: idp.folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const printed: Buffer[] = [];
    child.stdout.on('data', chunk => printed.push(chunk));
    child.stderr.on('data', chunk => printed.push(chunk));
    const [code] = await once(child, 'close');
    const output = Buffer.concat(printed).toString();
    // eslint-disable-next-line jest/no-standalone-expect -- `whenInstalled` is `it`
    expect(code === 0 ? '' : output).toBe('');
  });
});
