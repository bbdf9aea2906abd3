import type { Contract } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Request, Response, Router } from 'express';
import type { AnswerRoute, RoutedOperation } from '../operations/Operation';
import { badInput, readChecked } from '../problems/badInput';
import { ANSWERS } from './answers';
import type { AnswerCall } from './answers/SendAnswer';
import type { RouterOptions } from './RouterOptions';
import { readCaller } from './readCaller';

/** Makes the route of one operation: reads the call, does it, and answers. */
export function addRoute(
  router: Router,
  routed: RoutedOperation | AnswerRoute,
  options: RouterOptions,
): void {
  const { contract } = routed;
  const { perform, stopping } = options;
  router[contract.method](contract.path, async (req, res) => {
    if ('answer' in routed) {
      const caller = contract.isOpen
        ? undefined
        : await readCaller(req, options);
      await ANSWERS[routed.answer](
        { req, res },
        {
          // Open operations answer the same to everybody, and ask for no caller.
          caller: caller as AnswerCall['caller'],
          params: req.params,
          query: readQuery(req, contract),
          perform,
          stopping,
        },
      );
      return;
    }
    const conversation = routed.conversationOf?.(req.body);
    const caller = await readCaller(req, options, conversation);
    const answer = await perform(routed, caller, readInput(req, contract));
    if (contract.status === 201) sendMade(res, Object(answer));
    else res.json(answer);
  });
}

/**
 * Reads and checks the query of a request.
 *
 * @throws InputError of what the contract does not know
 */
function readQuery(req: Request, { query }: Contract): Record<string, unknown> {
  return readChecked(query, req.query, 'The query');
}

/**
 * Reads the input of an operation: what stands in path and query by name, and
 * the body as `request`.
 *
 * @throws InputError of what the contract does not know
 */
function readInput(req: Request, contract: Contract): object {
  const given = { ...readQuery(req, contract), ...req.params };
  const { body, takesKey } = contract;
  if (!body) return given;
  const sent: unknown = takesKey ? withKey(req) : (req.body ?? {});
  return {
    ...given,
    request: readChecked(body, sent, 'The body of the request'),
  };
}

const KEY = 'Idempotency-Key';

/**
 * Reads the body, with the key that the header names, as clients of other APIs
 * say it.
 *
 * @throws InputError when header and body name two
 */
function withKey(req: Request): unknown {
  const key = req.header(KEY);
  const body: unknown = req.body ?? {};
  if (key === undefined || !isObject(body)) return body;
  const { idempotencyKey = key } = body;
  if (idempotencyKey !== key) {
    throw badInput('The request', [
      {
        path: KEY,
        expected: 'the same as idempotencyKey in the body, or only one of them',
        got: 'another key',
      },
    ]);
  }
  return { ...body, idempotencyKey };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Answers with 201 for what was made just now, and 200 for what the same key
 * had made before.
 */
function sendMade(res: Response, answer: object): void {
  const { created, ...made } = answer as { created: boolean };
  res.status(created ? 201 : 200).json(made);
}
