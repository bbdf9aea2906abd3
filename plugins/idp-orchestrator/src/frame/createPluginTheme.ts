import {
  createTheme,
  getContrastRatio,
  type Theme,
  type ThemeOptions,
} from '@mui/material/styles';
import type { BuiColors } from './buiTokens';

/** What small letters need, by WCAG 2 AA. */
const READABLE = 4.5;

/**
 * The app's Material UI theme with the font, radii and colours of Backstage UI,
 * so that a page looks like the page head above it. Where the app has no
 * Backstage UI, all stays as it was.
 */
export function createPluginTheme(outer: Theme, bui: BuiColors): Theme {
  const paper = bui.surface ?? outer.palette.background.paper;
  const readable = (token: string | undefined, own: string) =>
    token && getContrastRatio(token, paper) >= READABLE ? token : own;
  const { palette } = outer;
  return createTheme(outer, {
    palette: {
      background: { default: bui.app ?? palette.background.default, paper },
      text: {
        primary: bui.text ?? palette.text.primary,
        secondary: readable(bui.subtle, palette.text.secondary),
      },
      divider: bui.border ?? palette.divider,
      primary: {
        ...palette.primary,
        main: readable(bui.primary, palette.primary.main),
        ...(bui.onPrimary && { contrastText: bui.onPrimary }),
      },
      error: {
        ...palette.error,
        main: readable(bui.danger, palette.error.main),
      },
      warning: {
        ...palette.warning,
        main: bui.warning ?? palette.warning.main,
      },
      success: {
        ...palette.success,
        main: bui.success ?? palette.success.main,
      },
      info: { ...palette.info, main: readable(bui.info, palette.info.main) },
    },
    shape: { borderRadius: 4 },
    typography: typographyOf(outer),
    components: COMPONENTS,
  } satisfies ThemeOptions);
}

/** The sizes of Backstage UI's text, at the places that pages use. */
function typographyOf({ typography }: Theme): ThemeOptions['typography'] {
  const fontFamily = `var(--bui-font-regular, ${typography.fontFamily})`;
  const of = (variant: 'h5' | 'h6' | 'body1' | 'body2' | 'caption') => ({
    ...typography[variant],
    fontFamily,
  });
  const title = { fontWeight: 600, letterSpacing: 0, lineHeight: 1.4 };
  return {
    fontFamily,
    h5: { ...of('h5'), ...title, fontSize: '1.5rem' },
    h6: { ...of('h6'), ...title, fontSize: '1rem' },
    subtitle1: { ...title, fontFamily, fontSize: '0.875rem' },
    subtitle2: { ...title, fontFamily, fontSize: '0.875rem' },
    body1: { ...of('body1'), fontSize: '0.875rem', letterSpacing: 0 },
    body2: { ...of('body2'), fontSize: '0.875rem', letterSpacing: 0 },
    caption: { ...of('caption'), fontSize: '0.75rem', letterSpacing: 0 },
    button: {
      ...typography.button,
      fontFamily,
      fontSize: '0.875rem',
      fontWeight: 600,
      letterSpacing: 0,
      textTransform: 'none',
    },
  };
}

const CONTROL = 'var(--bui-radius-2, 4px)';
const SURFACE = 'var(--bui-radius-3, 8px)';

/** As Backstage UI draws its surfaces and controls. */
const COMPONENTS: ThemeOptions['components'] = {
  MuiPaper: {
    styleOverrides: { rounded: { borderRadius: SURFACE } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: { root: { borderRadius: CONTROL } },
  },
  MuiToggleButton: {
    styleOverrides: { root: { borderRadius: CONTROL, textTransform: 'none' } },
  },
  MuiOutlinedInput: {
    styleOverrides: { root: { borderRadius: CONTROL } },
  },
  MuiAlert: {
    styleOverrides: { root: { borderRadius: SURFACE } },
  },
  MuiChip: {
    styleOverrides: { label: { letterSpacing: 0 } },
  },
};
