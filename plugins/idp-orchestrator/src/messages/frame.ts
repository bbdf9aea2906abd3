/** What all pages have around them. */
export const frameMessages = {
  environment: {
    label: 'Environment of all pages',
    of: 'Environment: {{environment}}',
    production: '{{environment}}: what you do here is live',
    acting: 'This is done in {{environment}}.',
  },
  frame: {
    reload: 'Reload',
    notLoaded: {
      title: 'This page could not be loaded',
      text: 'The connection may be down, or the portal has a new version. What is running goes on without this page.',
    },
    broken: {
      title: 'This page does not work',
      text: 'Reload it. If that does not help, tell the owners of the platform what stands here:',
    },
    unknown: {
      title: 'There is no page at this address',
      text: 'It may be mistyped, or out of date. These are the pages there are:',
    },
    offline: {
      title: 'You are offline',
      text: 'This is how it was {{when}}. The page goes on by itself when the connection is back.',
      unheard: 'The page goes on by itself when the connection is back.',
    },
    away: {
      title: 'The backend does not answer',
      text: 'This is how it was {{when}}. The page goes on by itself when it answers again.',
      unheard: 'The page goes on by itself when it answers.',
    },
    follow: 'Follow',
  },
} as const;
