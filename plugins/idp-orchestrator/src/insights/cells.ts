/** Cells of numbers: narrow, and never broken within a word. */
export const NUMBER_CELLS = {
  '& th, & td': { px: 1, wordBreak: 'normal' },
} as const;
