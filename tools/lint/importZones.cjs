// Who may import whom: the arrows of ARCHITECTURE.md, as zones in which an
// import is an error. Folders that do not exist yet are guarded already.

const PLUGINS = 'plugins/idp-orchestrator';
const MODULE = '-scaffolder-backend-module';
const BACKEND = `${PLUGINS}-backend/src`;
const EDGES = [
  'bridge',
  'cluster',
  'database',
  'dispatch',
  'telemetry',
  'outbox',
  'pods',
];
// What every door goes through, and the doors.
const FRONT = ['access', 'operations'];
const DOORS = ['rest', 'windmill', 'agents'];
const ROOT = ['plugin.ts', 'compose', 'config'];
const DOMAIN = [
  'flows',
  'steps',
  'engine',
  'platform',
  'health',
  'audit',
  'schedules',
];

const backend = folders => folders.map(folder => `./${BACKEND}/${folder}`);
const others = (folders, folder) => folders.filter(name => name !== folder);

const backendZone = (target, from, rest) => ({
  target: backend([target]),
  from: backend(from),
  ...(typeof rest === 'string' ? { message: rest } : rest),
});

// A package is reached by a path, or by its name through node_modules.
const anyOf = suffixes =>
  suffixes.flatMap(suffix => [
    `./${PLUGINS}${suffix}`,
    `./node_modules/@idp/backstage-plugin-idp-orchestrator${suffix}`,
  ]);

const packageZones = [
  {
    target: `./${PLUGINS}/src`,
    from: anyOf(['-backend', '-node', MODULE]),
    message: 'The frontend imports -common only.',
  },
  {
    target: `./${PLUGINS}-common/src`,
    from: anyOf(['', '-backend', '-node', MODULE]),
    message: '-common is what the others stand on, and imports none of them.',
  },
  {
    target: `./${PLUGINS}-node/src`,
    from: anyOf(['', '-backend', MODULE]),
    message: '-node imports -common only.',
  },
  {
    target: `./${PLUGINS}-backend/src`,
    from: anyOf(['', MODULE]),
    message:
      'The backend imports neither frontend code nor the module for templates.',
  },
  {
    target: `./${PLUGINS}${MODULE}/src`,
    from: anyOf(['', '-backend', '-node']),
    message:
      'The module for templates speaks HTTP through the client of -common, and imports -common only.',
  },
];

const compositionRoot = {
  target: backend([
    ...DOMAIN,
    ...EDGES,
    ...FRONT,
    ...DOORS,
    'ports.ts',
    'problems',
    'schemas',
    'waiting',
    'keys',
    'addresses',
    'calendar',
    'kernel',
  ]),
  from: backend(ROOT),
  message:
    'Nobody imports plugin.ts, compose or config: they are what sees everything.',
};

const portsZone = {
  target: [`./${BACKEND}/ports.ts`, `./${BACKEND}/ports`],
  from: backend([...DOMAIN, ...EDGES, ...FRONT, ...DOORS]),
  message: 'Ports are what everything else stands on.',
};

// How an error is worded is the same everywhere.
const problemsZone = backendZone(
  'problems',
  ['ports.ts', 'ports', ...DOMAIN, ...EDGES, ...FRONT, ...DOORS],
  'Problems are worded from what -common and libraries say only.',
);

// What a schema means is the same for a flow, a script and a tool.
const schemasZone = backendZone(
  'schemas',
  ['ports.ts', 'ports', 'problems', ...DOMAIN, ...EDGES, ...FRONT, ...DOORS],
  'Schemas are read by what libraries say only.',
);

const waitingZone = backendZone(
  'waiting',
  ['problems', ...DOMAIN, ...EDGES, ...FRONT, ...DOORS],
  'Waiting knows ports only, of which the Clock is one.',
);

const keysZone = backendZone(
  'keys',
  [
    'ports.ts',
    'ports',
    'problems',
    'waiting',
    'kernel',
    ...DOMAIN,
    ...EDGES,
    ...FRONT,
    ...DOORS,
  ],
  'Keys are made from the configuration alone.',
);

// What addresses mean is the same for a step and a probe.
const addressesZone = backendZone(
  'addresses',
  ['ports.ts', 'ports', 'problems', ...DOMAIN, ...EDGES, ...FRONT, ...DOORS],
  'Addresses are read by nothing but themselves.',
);

// Times are reckoned the same for a schedule, a window and a preview of either.
const calendarZone = backendZone(
  'calendar',
  [
    'ports.ts',
    'ports',
    'waiting',
    'kernel',
    ...DOMAIN,
    ...EDGES,
    ...FRONT,
    ...DOORS,
  ],
  'The calendar is arithmetic: it is told what time it is, and words problems.',
);

const INNER = ['ports.ts', 'ports', 'problems', 'waiting'];

const kernelZones = [
  backendZone(
    'kernel',
    [...INNER, ...DOMAIN, ...EDGES, ...FRONT, ...DOORS],
    'What the kernel says needs nothing else of the backend.',
  ),
  ...[...DOMAIN, ...FRONT, ...DOORS].map(folder =>
    backendZone(folder, ['kernel'], 'Only an edge asks the kernel.'),
  ),
];

// Scripts in pods are the bridge's scripts in the cluster's pods.
const STANDS_ON = { pods: ['bridge', 'cluster'] };

const edgeZones = EDGES.flatMap(edge => [
  backendZone(
    edge,
    others(EDGES, edge).filter(name => !STANDS_ON[edge]?.includes(name)),
    'An edge never imports an edge.',
  ),
  backendZone(
    edge,
    [...DOMAIN, ...FRONT, ...DOORS],
    'An edge implements ports and imports nothing else of the backend.',
  ),
]);

const domainZones = DOMAIN.map(folder =>
  backendZone(
    folder,
    [...EDGES, ...FRONT, ...DOORS],
    'The domain asks the world through ports; plugin.ts hands the edges in.',
  ),
);

const innerZones = [
  backendZone(
    'engine',
    ['flows', 'steps', 'platform', 'health'],
    'The engine runs any definition, and knows none of ours.',
  ),
  // The context that a step runs in is the one thing a step type has to know.
  backendZone('steps', ['engine'], {
    message: 'A step type knows ports, and of the engine its context only.',
    except: ['EngineStepContext.ts'],
  }),
  backendZone(
    'steps',
    ['flows', 'health', 'platform'],
    'A step type knows ports only.',
  ),
  // Expressions are checked when a flow is loaded, long before it runs.
  backendZone('flows', ['engine'], {
    message: 'Flows know of the engine its expressions only.',
    except: ['expressions/expression.ts'],
  }),
  backendZone(
    'health',
    ['engine', 'flows', 'steps'],
    'Health looks at services; time comes through the Clock port.',
  ),
  backendZone(
    'platform',
    ['engine', 'flows', 'steps', 'health'],
    'The platform is what everything else is about.',
  ),
];

const frontZones = FRONT.map(folder =>
  backendZone(
    folder,
    [...EDGES, ...DOORS],
    'What is behind every door knows none of them, and the world by ports.',
  ),
);

const SPEAKS = 'A door calls operations, as a caller that access made.';

const doorZones = [
  ...DOORS.map(door =>
    backendZone(door, others(DOORS, door), 'A door never imports a door.'),
  ),
  backendZone('rest', EDGES, SPEAKS),
  ...['windmill', 'agents'].map(door =>
    backendZone(door, [...EDGES, ...DOMAIN], SPEAKS),
  ),
];

module.exports = [
  ...packageZones,
  compositionRoot,
  portsZone,
  problemsZone,
  schemasZone,
  waitingZone,
  keysZone,
  addressesZone,
  calendarZone,
  ...kernelZones,
  ...edgeZones,
  ...domainZones,
  ...innerZones,
  ...frontZones,
  ...doorZones,
];
