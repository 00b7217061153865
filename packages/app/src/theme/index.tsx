import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { UnifiedThemeProvider } from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import type { ReactElement, ReactNode } from 'react';
import { buiVariables } from './buiVariables';
import { createMuiTheme } from './muiTheme';
import { darkTokens, lightTokens, type ThemeTokens } from './tokens';
import { useThemeMode } from './useThemeMode';

const themeName = 'slipway';

function stylesOf(tokens: ThemeTokens) {
  return {
    muiTheme: createMuiTheme(tokens),
    variables: buiVariables(themeName, tokens),
  };
}

const STYLES = { light: stylesOf(lightTokens), dark: stylesOf(darkTokens) };

/**
 * One for both themes: React takes another component in its place for another page, and at dusk, when a system goes
 * dark by itself, whoever fills in a form would lose what they wrote.
 */
const ThemeProvider = ({ children }: { children?: ReactNode }) => {
  const { muiTheme, variables } = STYLES[useThemeMode()];
  return (
    <UnifiedThemeProvider theme={muiTheme} themeName={themeName}>
      <style>{variables}</style>
      {children}
    </UnifiedThemeProvider>
  );
};

function makeTheme(mode: 'light' | 'dark', title: string, icon: ReactElement) {
  return ThemeBlueprint.make({
    name: mode,
    params: {
      theme: { id: mode, title, variant: mode, icon, Provider: ThemeProvider },
    },
  });
}

/** Takes the place of upstream's light and dark themes. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    makeTheme('light', 'Light', <RiSunLine />),
    makeTheme('dark', 'Dark', <RiMoonLine />),
  ],
});
