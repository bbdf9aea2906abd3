import fs from 'node:fs';
import path from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createOpenApiText } from '../../scripts/openapi/createOpenApi';
import { callProgram, describeCalls } from '../__testUtils__/foreignClients';
import { startExamplePlatform } from '../__testUtils__/startExamplePlatform';

jest.setTimeout(300_000);

/** How many requests it makes up for each operation and kind. */
const EXAMPLES = process.env.IDP_SCHEMATHESIS_EXAMPLES ?? '5';

describeCalls(['schemathesis'], 'Schemathesis', () => {
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

  it('finds no answer that the document does not tell', async () => {
    const { idp } = platform;
    const document = path.join(idp.folder, 'openapi.yaml');
    fs.writeFileSync(document, createOpenApiText());
    const { code, stdout, stderr } = await callProgram(
      'schemathesis',
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
      { cwd: idp.folder },
    );
    expect(code === 0 ? '' : stdout + stderr).toBe('');
  });
});
