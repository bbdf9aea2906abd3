/**
 * What gives links the colour of the theme that is shown. Backstage's links
 * have theirs by a style sheet of Material UI 4, which stays behind when the
 * browser changes between light and dark while a part of the page is on its
 * way: links in dark blue on black.
 */
export const LINK_COLORS = {
  '& a[class*="MuiTypography-colorPrimary"]:not([class*="MuiButton-contained"])':
    { color: 'primary.main' },
};
