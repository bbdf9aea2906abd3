import type {
  BackstageCredentials,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type {
  Door,
  Initiator,
  Origin,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Request } from 'express';
import type { Caller } from './Orchestrator';

interface CallerServices {
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
}

/** Who sent a request; refuses those who did not sign in. */
export async function readCaller(
  request: Request,
  services: CallerServices,
): Promise<Caller> {
  const credentials = await services.httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  return createCaller(services.userInfo, credentials, {
    door: doorOf(credentials.principal),
    address: request.ip,
    userAgent: request.header('user-agent')?.slice(0, 200),
  });
}

/** Who has these credentials, through whatever door they came. */
export function createCaller(
  userInfo: UserInfoService,
  credentials: BackstageCredentials,
  origin: Origin,
): Caller {
  const initiator = initiatorOf(credentials.principal);
  return {
    credentials,
    initiator,
    origin,
    async listRefs() {
      if (initiator.kind !== 'user') return [initiator.ref];
      const info = await userInfo.getUserInfo(credentials);
      return [initiator.ref, ...info.ownershipEntityRefs];
    },
  };
}

/** A static token is a service principal without user; both kinds have a name. */
export function initiatorOf(principal: unknown): Initiator {
  const { type, userEntityRef, subject } = principal as {
    type: string;
    userEntityRef?: string;
    subject?: string;
  };
  if (type === 'user' && userEntityRef) {
    return { kind: 'user', ref: userEntityRef };
  }
  if (subject) return { kind: 'service', ref: subject };
  throw new Error(`Callers of type ${type} are not known here`);
}

/** The token tells which plugin made it, so no caller can claim to be another door. */
function doorOf(principal: unknown): Door {
  const { actor, subject } = principal as {
    actor?: { subject: string };
    subject?: string;
  };
  return (actor?.subject ?? subject) === 'plugin:scaffolder'
    ? 'scaffolder'
    : 'rest';
}
