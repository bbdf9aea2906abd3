import type { Request, Response, Router } from 'express';
import { findTool, listTools } from '../agents/tools';
import type { AnyCall, Binding } from '../operations/bind';
import { badInput, readChecked } from '../problems/badInput';
import { ANSWERS } from './answers';
import type { RouterOptions } from './RouterOptions';
import { readCaller } from './readCaller';

const TOOLS = { list: listTools, find: findTool };

/** Makes the route of one operation: reads the call, does it, and answers. */
export function addRoute(
  router: Router,
  binding: Binding,
  options: RouterOptions,
): void {
  const { contract } = binding;
  const { orchestrator } = options;
  router[contract.method](contract.path, async (req, res) => {
    const call = await readCall(req, binding, options);
    if ('answer' in binding) {
      await ANSWERS[binding.answer]({ req, res }, call, { orchestrator });
      return;
    }
    const answer = await binding.run({ orchestrator, tools: TOOLS }, call);
    if (contract.status === 201) sendMade(res, answer);
    else res.json(answer);
  });
}

/** @throws InputError of what the contract does not know, after who calls is known */
async function readCall(
  req: Request,
  binding: Binding,
  options: RouterOptions,
): Promise<AnyCall> {
  const { isOpen, query, body, takesKey } = binding.contract;
  const conversation =
    'run' in binding ? binding.conversationOf?.(req.body) : undefined;
  const caller = isOpen
    ? undefined
    : await readCaller(req, options, conversation);
  return {
    // Open operations answer the same to everybody, and ask for no caller.
    caller: caller as AnyCall['caller'],
    params: req.params,
    query: readChecked(query, req.query, 'The query'),
    body:
      body &&
      readChecked(
        body,
        takesKey ? withKey(req) : (req.body ?? {}),
        'The body of the request',
      ),
  };
}

const KEY = 'Idempotency-Key';

/**
 * The body with the key that the header names, as clients of other APIs say it.
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

/** 201 for what was made just now, 200 for what the same key had made before. */
function sendMade(res: Response, answer: object): void {
  const { created, ...made } = answer as { created: boolean };
  res.status(created ? 201 : 200).json(made);
}
