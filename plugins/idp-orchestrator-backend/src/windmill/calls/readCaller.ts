import { AuthenticationError, NotFoundError } from '@backstage/errors';
import {
  AGENT_HEADER,
  CONVERSATION_HEADER,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Request } from 'express';
import type { Caller } from '../../access/Caller';
import type { WindmillOptions } from '../WindmillOptions';

type CallerOptions = Pick<
  WindmillOptions,
  'auth' | 'createCaller' | 'workspace'
>;

/**
 * Reads who sent a request. The routes at the root of the backend have no other
 * guard, so every route that is not open calls this first.
 *
 * @throws AuthenticationError without a token of this Backstage
 * @throws NotFoundError for a workspace that is not the one there is
 */
export async function readCaller(
  request: Request,
  options: CallerOptions,
): Promise<Caller> {
  const header = request.get('authorization') ?? '';
  const [, token] = /^Bearer +(\S+)$/i.exec(header) ?? [];
  if (!token) {
    throw new AuthenticationError(
      'There is no token. Expected the header "Authorization: Bearer <token>" with a token of this Backstage',
    );
  }
  const credentials = await options.auth.authenticate(token);
  requireWorkspace(request, options);
  return options.createCaller(credentials, {
    origin: originOf(request),
    traceparent: request.get('traceparent'),
    agent: {
      name: request.get(AGENT_HEADER),
      conversation: request.get(CONVERSATION_HEADER),
    },
  });
}

/** Reads where a request came from, for the record. */
export function originOf(request: Request) {
  return {
    door: 'windmill',
    address: request.ip,
    userAgent: request.header('user-agent')?.slice(0, 200),
  } as const;
}

export function requireWorkspace(
  request: Request,
  { workspace }: Pick<CallerOptions, 'workspace'>,
): void {
  const { workspace: asked } = request.params as { workspace?: string };
  if (asked === undefined || asked === workspace) return;
  throw new NotFoundError(
    `There is no workspace ${asked}. The one that there is is called ${workspace}`,
  );
}
