import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  type UnifiedTheme,
} from '@backstage/theme';
import type { ThemeTokens } from './tokens';

const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** Page headers of upstream's older pages: flat, like the new ones. */
function flatPageTheme(tokens: ThemeTokens) {
  const flat = genPageTheme({
    colors: [tokens.surfaces[0]],
    shape: 'none',
    options: { fontColor: tokens.text },
  });
  const names = [
    'home',
    'documentation',
    'tool',
    'service',
    'website',
    'library',
    'other',
    'app',
    'apis',
    'card',
  ];
  return Object.fromEntries(names.map(name => [name, flat]));
}

function heading(fontSize: number, marginBottom: number) {
  return { fontSize, fontWeight: 600, marginBottom };
}

/** The theme of the Material UI pages and cards that upstream plugins bring. */
export function createMuiTheme(tokens: ThemeTokens): UnifiedTheme {
  const base = palettes[tokens.mode];
  return createUnifiedTheme({
    fontFamily,
    defaultPageTheme: 'home',
    pageTheme: flatPageTheme(tokens),
    palette: {
      ...base,
      primary: { main: tokens.accent, contrastText: tokens.onAccent },
      secondary: { main: tokens.info },
      background: { default: tokens.background, paper: tokens.surfaces[0] },
      text: { primary: tokens.text, secondary: tokens.textQuiet },
      divider: tokens.border,
      border: tokens.border,
      textContrast: tokens.text,
      textSubtle: tokens.textQuiet,
      textVerySubtle: tokens.border,
      link: tokens.link,
      linkHover: tokens.accentHover,
      status: {
        ...base.status,
        ok: tokens.positive,
        warning: tokens.warning,
        error: tokens.negative,
        running: tokens.info,
      },
      navigation: {
        background: tokens.navigation.background,
        indicator: tokens.navigation.indicator,
        color: tokens.navigation.text,
        selectedColor: tokens.navigation.selected,
        navItem: { hoverBackground: tokens.navigation.hover },
        submenu: { background: tokens.navigation.hover },
      },
      tabbar: { indicator: tokens.accent },
    },
    typography: {
      htmlFontSize: 16,
      fontFamily,
      h1: heading(28, 8),
      h2: heading(24, 8),
      h3: heading(20, 6),
      h4: heading(18, 6),
      h5: heading(16, 4),
      h6: heading(15, 2),
    },
    components: {
      BackstageHeader: {
        styleOverrides: {
          header: {
            boxShadow: 'none',
            padding: '16px 24px',
            borderBottom: `1px solid ${tokens.border}`,
          },
        },
      },
      // Upstream cuts names at 110 px, where there is room for more.
      BackstageSidebarItem: {
        styleOverrides: { label: { width: 'auto', fontWeight: 500 } },
      },
      MuiPaper: {
        styleOverrides: {
          root: { backgroundImage: 'unset' },
          elevation1: {
            boxShadow: 'none',
            border: `1px solid ${tokens.border}`,
          },
        },
      },
      BackstageTableHeader: {
        styleOverrides: {
          header: {
            borderTopColor: tokens.border,
            borderBottomColor: tokens.border,
          },
        },
      },
      MuiButton: {
        styleOverrides: { root: { textTransform: 'none', boxShadow: 'none' } },
      },
      MuiTab: {
        styleOverrides: { root: { letterSpacing: 'normal' } },
      },
    },
  });
}
