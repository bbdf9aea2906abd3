/** Columns that a narrow screen tells in the first one instead. */
export const WIDE = { display: { xs: 'none', md: 'table-cell' } };
export const NARROW = { display: { xs: 'block', md: 'none' } };

/** What is said below the main thing of a cell. */
export const SMALL = {
  typography: 'caption',
  lineHeight: 1.4,
  color: 'text.secondary',
};
