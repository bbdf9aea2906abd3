import type { RootConfigService } from '@backstage/backend-plugin-api';
import { OrchestratorRoles } from '@idp/backstage-plugin-idp-orchestrator-permission-backend-module';
import { isLoopback, readListenAddress } from './listenAddress';

/** What tokens begin with that `npm start` has made (tools/stack/settings.mjs). */
const LOCAL_TOKEN = 'idp-local-';

const EXTERNAL_ACCESS = 'backend.auth.externalAccess';

/**
 * Keeps a backend from listening that others could use without a secret: a
 * token that is missing, or the example's credentials where other machines
 * reach them.
 *
 * @throws Error that says what is unsafe and what to change
 */
export function requireSafeExposure(
  config: RootConfigService,
  nodeEnv: string | undefined,
): void {
  const tokens = readStaticTokens(config);
  const { host } = readListenAddress(config);
  if (isLoopback(host)) return;
  const reasons = [
    ...reasonsOfTokens(tokens),
    ...reasonsOfGuest(config, nodeEnv),
  ];
  if (reasons.length === 0) return;
  throw new Error(
    [
      `The backend may not listen on ${host ?? 'all addresses'}, where other machines reach it, with what is meant for trying it out. Listen on 127.0.0.1 (backend.listen.host, IDP_HOST), or change this first:`,
      ...reasons.map(reason => `- ${reason}`),
    ].join('\n'),
  );
}

/** @throws Error when one is missing */
function readStaticTokens(config: RootConfigService): string[] {
  const entries = config.getOptionalConfigArray(EXTERNAL_ACCESS) ?? [];
  return entries.flatMap((entry, index) => {
    if (entry.getString('type') !== 'static') return [];
    if (entry.getOptional('options.token'))
      return entry.getString('options.token');
    throw new Error(
      `${EXTERNAL_ACCESS}[${index}] has no token: expected a secret, by the environment variable IDP_API_TOKEN. \`npm start\` and \`npm run dev\` make one and keep it in .data/api-token; to start the backend in another way, set IDP_API_TOKEN="$(cat .data/api-token)"`,
    );
  });
}

function reasonsOfTokens(tokens: string[]): string[] {
  return tokens.some(token => token.startsWith(LOCAL_TOKEN))
    ? [
        `A token of ${EXTERNAL_ACCESS} was made by \`npm start\` and is shown in terminals: set IDP_API_TOKEN to a secret of your own`,
      ]
    : [];
}

/** Everyone may enter as guest, so the guest may look at most. */
function reasonsOfGuest(
  config: RootConfigService,
  nodeEnv: string | undefined,
): string[] {
  const guest = config.getOptionalConfig('auth.providers.guest');
  if (!guest) return [];
  const isOpen =
    nodeEnv === 'development' ||
    guest.getOptionalBoolean('dangerouslyAllowOutsideDevelopment') === true;
  if (!isOpen) return [];
  const refs = [
    guest.getOptionalString('userEntityRef') ?? 'user:development/guest',
    ...(guest.getOptionalStringArray('ownershipEntityRefs') ?? []),
  ];
  return OrchestratorRoles.fromConfig(config)
    .rolesOf(refs)
    .filter(name => name !== 'viewer')
    .map(
      name =>
        `Everyone may enter as guest without a password, and the guest is ${name}: take ${refs.join(' and ')} out of permission.idpOrchestrator.roles.${name}.members, or auth.providers.guest out and a sign-in of your own in`,
    );
}
