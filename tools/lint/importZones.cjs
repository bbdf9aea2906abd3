// Who may import whom: the arrows of ARCHITECTURE.md, as zones in which an
// import is an error. Folders that do not exist yet are guarded already.

const PLUGINS = 'plugins/idp-orchestrator';
const BACKEND = `${PLUGINS}-backend/src`;
const EDGES = [
  'bridge',
  'cluster',
  'database',
  'dispatch',
  'telemetry',
  'telling',
];
const DOORS = ['api', 'windmill', 'actions', 'scaffolder'];
const DOMAIN = ['flows', 'steps', 'engine', 'platform', 'health', 'audit'];

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
    from: anyOf(['-backend', '-node']),
    message: 'The frontend imports -common only.',
  },
  {
    target: `./${PLUGINS}-common/src`,
    from: anyOf(['', '-backend', '-node']),
    message: '-common is what the others stand on, and imports none of them.',
  },
  {
    target: `./${PLUGINS}-node/src`,
    from: anyOf(['', '-backend']),
    message: '-node imports -common only.',
  },
  {
    target: `./${PLUGINS}-backend/src`,
    from: anyOf(['']),
    message: 'The backend imports no frontend code.',
  },
];

const compositionRoot = {
  target: [
    ...backend([...DOMAIN, ...EDGES, ...DOORS]),
    `./${BACKEND}/ports.ts`,
    `./${BACKEND}/config.ts`,
  ],
  from: `./${BACKEND}/plugin.ts`,
  message: 'Nobody imports plugin.ts: it is the one that sees everything.',
};

const portsZone = {
  target: [`./${BACKEND}/ports.ts`, `./${BACKEND}/ports`],
  from: backend([...DOMAIN, ...EDGES, ...DOORS]),
  message: 'Ports are what everything else stands on.',
};

const edgeZones = EDGES.flatMap(edge => [
  backendZone(edge, others(EDGES, edge), 'An edge never imports an edge.'),
  backendZone(
    edge,
    [...DOMAIN, ...DOORS],
    'An edge implements ports and imports nothing else of the backend.',
  ),
]);

const domainZones = DOMAIN.map(folder =>
  backendZone(
    folder,
    [...EDGES, ...DOORS],
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
    except: ['expression.ts'],
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

// The use cases behind the Orchestrator interface live in api/ as well, so
// only the other doors are kept from the engine.
const doorZones = [
  backendZone('api', EDGES, 'A door speaks to the Orchestrator interface.'),
  ...DOORS.map(door =>
    backendZone(
      door,
      others(DOORS, door).filter(name => name !== 'api'),
      'A door never imports a door.',
    ),
  ),
  ...['windmill', 'actions'].flatMap(door => [
    backendZone(
      door,
      [...EDGES, ...DOMAIN],
      'A door speaks to the Orchestrator interface.',
    ),
    backendZone(door, ['api'], {
      message: 'A door speaks to the Orchestrator interface.',
      // Agents have the same tools by each door.
      except: ['Orchestrator.ts', ...(door === 'actions' ? ['tools'] : [])],
    }),
  ]),
  backendZone(
    'scaffolder',
    [...EDGES, ...DOMAIN, 'api'],
    'The scaffolder module speaks HTTP through the client of -common.',
  ),
];

module.exports = [
  ...packageZones,
  compositionRoot,
  portsZone,
  ...edgeZones,
  ...domainZones,
  ...innerZones,
  ...doorZones,
];
