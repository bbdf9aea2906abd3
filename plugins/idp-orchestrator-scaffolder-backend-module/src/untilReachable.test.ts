import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { untilReachable } from './untilReachable';

describe('Calling an orchestrator that may not be up yet', () => {
  const answers: number[] = [];
  const logger = mockServices.logger.mock();
  let server: Server;
  let port: number;

  const listen = (on: number) =>
    new Promise<void>(resolve => {
      server = createServer((_, response) => {
        response.statusCode = answers.shift() ?? 200;
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            error: { name: 'NotFoundError', message: 'There is no run a' },
            response: { statusCode: response.statusCode },
          }),
        );
      }).listen(on, resolve);
    });
  const close = () => new Promise(resolve => server.close(resolve));
  const call = async () => {
    const response = await fetch(`http://localhost:${port}/`, {
      headers: { connection: 'close' },
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return 'answered';
  };
  const ask = (signal?: AbortSignal) =>
    untilReachable(call, { logger, signal }, 'Run a could not be read');

  beforeEach(async () => {
    jest.clearAllMocks();
    await listen(0);
    port = (server.address() as AddressInfo).port;
  });
  afterEach(close);

  it('goes on when it is up, and has said once that it is not', async () => {
    answers.push(503);
    await close();
    logger.info.mockImplementationOnce(() => void listen(port));
    expect(await ask()).toBe('answered');
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.info.mock.calls[0][0]).toMatch(
      /^The orchestrator cannot be reached now \(.*ECONNREFUSED/,
    );
  });

  it('takes a refusal for an answer, and tells it', async () => {
    answers.push(404);
    await expect(ask()).rejects.toThrow(
      'Run a could not be read; caused by NotFoundError: There is no run a',
    );
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('ends at once when the template is cancelled', async () => {
    answers.push(503);
    const cancelled = new AbortController();
    logger.info.mockImplementationOnce(() => cancelled.abort());
    await expect(ask(cancelled.signal)).rejects.toThrow('aborted');
  });
});
