import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  type StepContext,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { describeInexact } from '../problems/parseJson';
import { httpInputSchema, type HttpInput } from './http/httpInput';
import { prepareRequest, type RequestRules } from './http/prepareRequest';
import {
  readAnswer,
  type HttpAnswer,
  type Mask,
  type MaskedAnswer,
} from './http/readAnswer';
import { redirectOf, sendRequest, type HttpRequest } from './http/sendRequest';

/** The time limit (ms) when the step sets no `timeout`. */
const DEFAULT_TIMEOUT_MS = 30_000;
/** The longest time limit (ms); timers of Node.js know no longer time. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export interface HttpStepOptions extends RequestRules {
  /** Makes what hides secrets in texts and JSON. */
  createMask(secrets: string[]): Mask;
}

/** `uses: http`: sends a request and gives out the answer. */
export function createHttpStep(options: HttpStepOptions) {
  return defineStepType<HttpInput>({
    uses: 'http',
    inputSchema: httpInputSchema,
    // Nobody knows whether a request that a dead worker sent has arrived.
    resumable: false,
    async run(input, context) {
      const { request, secrets } = prepareRequest(input, options);
      const mask = options.createMask(secrets);
      const asked = await ask(input, request, { mask, ...context });
      if ('status' in asked) return asked;
      const { answer, outputGaps, inexact, redirect } = asked;
      const given = {
        output: answer,
        ...(outputGaps.length > 0 && { outputGaps }),
      };
      const line = `${describe(input)} answered ${answer.status}`;
      await context.say({
        lines: [line],
        annotations: listWarnings(answer, inexact).map(text => ({
          level: 'warning',
          text,
        })),
      });
      if (isExpected(input, answer.status)) {
        return { status: 'succeeded', ...given };
      }
      const message = `${line}, expected ${input.expect?.join(' or ') ?? '200 to 299'}${redirect}`;
      return { status: 'failed', ...given, error: { message } };
    },
    async plan(input) {
      prepareRequest(input, options);
      const text = `Would send ${describe(input)}.`;
      return ['GET', 'HEAD', 'OPTIONS'].includes(input.method)
        ? { effect: 'known', text }
        : {
            effect: 'unknown',
            text: `${text} Effect unknown: it is up to who answers.`,
          };
    },
  });
}

function listWarnings({ bodyIsCut }: HttpAnswer, inexact: string[]): string[] {
  return [
    ...(bodyIsCut ? ['Only the beginning of the body is kept'] : []),
    ...describeInexact(inexact),
  ];
}

type Asked = (MaskedAnswer & { redirect: string }) | StepOutcome;

async function ask(
  input: HttpInput,
  request: HttpRequest,
  {
    mask,
    ...context
  }: Pick<StepContext, 'signal' | 'timeoutMs'> & { mask: Mask },
): Promise<Asked> {
  const limitMs = context.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const limit = AbortSignal.timeout(Math.min(limitMs, LONGEST_TIMEOUT_MS));
  try {
    const response = await sendRequest(
      request,
      status => isExpected(input, status),
      AbortSignal.any([context.signal, limit]),
    );
    const redirect = describeRedirect(response, request.url);
    return { ...(await readAnswer(response, mask)), redirect };
  } catch (error) {
    if (context.signal.reason === 'cancel') return { status: 'cancelled' };
    if (context.signal.aborted) throw error;
    const why = limit.aborted
      ? `no answer within ${formatDuration(limitMs)}`
      : mask(explain(error as Error));
    return {
      status: limit.aborted ? 'timed-out' : 'failed',
      error: { message: `${describe(input)}: ${why}` },
    };
  }
}

function isExpected({ expect }: HttpInput, status: number): boolean {
  return expect ? expect.includes(status) : status >= 200 && status < 300;
}

function describe({ method, url }: HttpInput): string {
  return `${method} ${url}`;
}

/** Describes a redirect that was not followed; no more than the host, the rest may hold a secret. */
function describeRedirect(response: Response, url: URL): string {
  const target = redirectOf(response, url);
  return target ? ` (a redirect to ${target.host}, not followed)` : '';
}

/** Explains why a request failed; what `fetch` wraps says more than "fetch failed". */
function explain({ cause, message }: Error): string {
  const { code, message: reason } = (cause ?? {}) as {
    code?: string;
    message?: string;
  };
  if (code === 'ECONNREFUSED') return 'nothing listens at its address';
  return reason || code || message;
}
