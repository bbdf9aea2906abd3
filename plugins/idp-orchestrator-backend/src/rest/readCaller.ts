import type { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  AGENT_HEADER,
  CONVERSATION_HEADER,
  readStartingTemplate,
  TEMPLATE_HEADER,
  TEMPLATE_TASK_HEADER,
  type Door,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Request } from 'express';
import type { Caller, CreateCaller } from '../access/Caller';
import { readerSignal } from '../waiting/readerSignal';

interface CallerServices {
  httpAuth: HttpAuthService;
  createCaller: CreateCaller;
}

/** Reads who sent a request; refuses those who did not sign in. */
export async function readCaller(
  request: Request,
  { httpAuth, createCaller }: CallerServices,
  conversation = request.header(CONVERSATION_HEADER),
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const door = doorOf(credentials.principal);
  return createCaller(credentials, {
    origin: {
      door,
      address: request.ip,
      userAgent: request.header('user-agent')?.slice(0, 200),
    },
    traceparent: request.header('traceparent'),
    // Nobody else can say that a template starts something.
    template:
      door === 'scaffolder'
        ? readStartingTemplate(
            request.header(TEMPLATE_HEADER),
            request.header(TEMPLATE_TASK_HEADER),
          )
        : undefined,
    agent: {
      name: request.header(AGENT_HEADER),
      conversation,
    },
    gone: request.res && readerSignal(request.res),
  });
}

/**
 * Reads the door from the token, which tells the plugin that made it, so that
 * no caller can claim to be another door.
 */
function doorOf(principal: unknown): Door {
  const { actor, subject } = principal as {
    actor?: { subject: string };
    subject?: string;
  };
  return (actor?.subject ?? subject) === 'plugin:scaffolder'
    ? 'scaffolder'
    : 'rest';
}
