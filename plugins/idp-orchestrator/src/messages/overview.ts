/** The page that one comes to first. */
export const overviewMessages = {
  overview: {
    platform: 'The platform',
    state: 'Platform: {{status}}',
    checked: 'Looked at',
    nodes: '{{ready}} of {{total}} nodes ready',
    notReady: 'not ready: {{names}}',
    underPressure: 'short of something: {{names}}',
    nodesUnknown: 'Nodes could not be counted: {{because}}',
    recommendations: 'What should be done',
    services: 'Services',
    allServices: 'Operate services',
    waits: 'What waits for whom',
    runs: 'Going on now',
    allRuns: 'All runs',
    noRuns: 'Nothing runs now.',
    steps: '{{done}} of {{total}} steps done',
    progressOf: 'Progress of {{run}}',
    changes: 'What changed',
    noChanges: 'Nothing has changed lately.',
  },
} as const;
