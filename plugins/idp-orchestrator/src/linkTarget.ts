/** Makes links in a line of text high enough to be met by a finger, and told from what is around them. */
export const LINK_TARGET = {
  '& a': { display: 'inline-block', minHeight: 24 },
} as const;
