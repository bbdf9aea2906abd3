// User pool, client, groups and test users in Cognito, through the AWS SDK:
// the same calls for cognito-local and for AWS, whichever AUTH_COGNITO_ENDPOINT
// names. Everything is looked up first, so it is safe to repeat.
//   cognito.mjs setup|status|users|cleanup
// A line of JSON for each resource on standard output; no secret, ever.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  ListGroupsCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { stateDirectory } from './processes.mjs';
import { findService, urlOf } from './services.mjs';

const POOL = 'idp-user-pool';
const CLIENT = 'idp-client';
const GROUPS = [
  'admin',
  'developer',
  'devops',
  'sre',
  'support',
  'security',
  'product',
  'qa',
  'readonly',
];
const TEST_USERS = GROUPS.map(group => ({
  name: `test-${group}@example.com`,
  group,
}));

const inSandbox = (process.env.IDP_RUNTIME ?? 'sandbox') === 'sandbox';
const endpoint =
  process.env.AUTH_COGNITO_ENDPOINT ||
  (inSandbox ? urlOf(findService('cognito')) : undefined);

const cognito = new CognitoIdentityProviderClient({
  region: process.env.AUTH_COGNITO_REGION || 'us-east-1',
  ...(endpoint && { endpoint }),
  // cognito-local takes any; AWS takes those of the surroundings.
  ...(inSandbox && {
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  }),
});

const commands = {
  async setup() {
    const poolId = await ensure('user-pool', POOL, {
      find: findPool,
      create: createPool,
    });
    await ensure('client', CLIENT, {
      find: () => findClient(poolId),
      create: () => createClient(poolId),
    });
    for (const group of GROUPS) {
      await ensure('group', group, {
        find: () => findGroup(poolId, group),
        create: () => createGroup(poolId, group),
      });
    }
  },
  async users() {
    const poolId = await requirePool();
    for (const user of TEST_USERS) {
      await ensure('user', user.name, {
        find: () => findUser(poolId, user.name),
        create: () => createUser(poolId, user),
      });
    }
  },
  async status() {
    const poolId = await findPool();
    report('user-pool', POOL, poolId ? 'existing' : 'missing');
    if (!poolId) return;
    report(
      'client',
      CLIENT,
      (await findClient(poolId)) ? 'existing' : 'missing',
    );
    for (const group of GROUPS) {
      report(
        'group',
        group,
        (await findGroup(poolId, group)) ? 'existing' : 'missing',
      );
    }
  },
  async cleanup() {
    const UserPoolId = await findPool();
    if (UserPoolId)
      await cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
    report('user-pool', POOL, UserPoolId ? 'removed' : 'not-there');
  },
};

async function ensure(kind, name, { find, create }) {
  const found = await find();
  const id = found ?? (await create());
  report(kind, name, found ? 'existing' : 'created');
  return id;
}

async function findPool() {
  let NextToken;
  do {
    const page = await cognito.send(
      new ListUserPoolsCommand({ MaxResults: 60, NextToken }),
    );
    const pool = page.UserPools?.find(({ Name }) => Name === POOL);
    if (pool) return pool.Id;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
}

async function requirePool() {
  const id = await findPool();
  if (id) return id;
  throw new Error(
    `There is no user pool ${POOL}; run the action setup-full first`,
  );
}

async function createPool() {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: POOL,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: false,
        },
      },
      AutoVerifiedAttributes: ['email'],
    }),
  );
  return UserPool.Id;
}

async function findClient(UserPoolId) {
  const { UserPoolClients } = await cognito.send(
    new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }),
  );
  return UserPoolClients?.find(({ ClientName }) => ClientName === CLIENT)
    ?.ClientId;
}

async function createClient(UserPoolId) {
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: CLIENT,
      GenerateSecret: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'profile', 'email'],
      CallbackURLs: [
        'http://localhost:3000/api/auth/cognito/handler/frame',
        'http://localhost:7007/api/auth/cognito/handler/frame',
      ],
    }),
  );
  if (UserPoolClient.ClientSecret) {
    keepSecret('cognito-client-secret', UserPoolClient.ClientSecret);
  }
  return UserPoolClient.ClientId;
}

async function findGroup(UserPoolId, name) {
  const { Groups } = await cognito.send(
    new ListGroupsCommand({ UserPoolId, Limit: 60 }),
  );
  return Groups?.find(({ GroupName }) => GroupName === name)?.GroupName;
}

async function createGroup(UserPoolId, GroupName) {
  await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  return GroupName;
}

async function findUser(UserPoolId, Username) {
  try {
    await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
    return Username;
  } catch (error) {
    if (error.name === 'UserNotFoundException') return undefined;
    throw error;
  }
}

async function createUser(UserPoolId, { name, group }) {
  const password = `Aa1${randomBytes(12).toString('base64url')}`;
  keepSecret(name, password);
  await cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: name,
      MessageAction: 'SUPPRESS',
      TemporaryPassword: password,
      UserAttributes: [{ Name: 'email', Value: name }],
    }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId,
      Username: name,
      Password: password,
      Permanent: true,
    }),
  );
  await cognito.send(
    new AdminAddUserToGroupCommand({
      UserPoolId,
      Username: name,
      GroupName: group,
    }),
  );
  return name;
}

/** Into a file that only its owner reads; never to the output. */
function keepSecret(name, value) {
  const file = path.join(stateDirectory(), 'credentials.json');
  mkdirSync(stateDirectory(), { recursive: true });
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...kept, [name]: value }, null, 2), {
    mode: 0o600,
  });
}

function report(kind, name, status) {
  process.stdout.write(`${JSON.stringify({ kind, name, status })}\n`);
  process.stderr.write(`${kind} ${name}: ${status}\n`);
}

try {
  const command = commands[process.argv[2] ?? ''];
  if (!command) {
    throw new Error(
      `Unknown command. There are: ${Object.keys(commands).join(', ')}.`,
    );
  }
  await command();
} catch (error) {
  process.stderr.write(
    `::error::Cognito at ${endpoint ?? 'AWS'}: ${error.message}\n`,
  );
  process.exitCode = 1;
}
