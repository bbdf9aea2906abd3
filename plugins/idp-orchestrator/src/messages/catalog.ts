/** What stands on the pages of catalog entities. */
export const catalogMessages = {
  catalog: {
    tab: 'Operations',
    card: 'Operations',
    more: 'All about this service',
    unknownService:
      'This environment has no service “{{name}}”, which the entity names.',
    noService: {
      title: 'This entity stands for no service of the platform',
      text: 'It would, with the annotation',
    },
    team: 'Services of the platform',
  },
} as const;
