import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { UnifiedThemeProvider } from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import type { ReactElement, ReactNode } from 'react';
import { buiVariables } from './buiVariables';
import { createMuiTheme } from './muiTheme';
import { darkTokens, lightTokens, type ThemeTokens } from './tokens';

const themeName = 'slipway';

function makeTheme(title: string, icon: ReactElement, tokens: ThemeTokens) {
  const muiTheme = createMuiTheme(tokens);
  const variables = buiVariables(themeName, tokens);
  return ThemeBlueprint.make({
    name: tokens.mode,
    params: {
      theme: {
        id: tokens.mode,
        title,
        variant: tokens.mode,
        icon,
        Provider: ({ children }: { children?: ReactNode }) => (
          <UnifiedThemeProvider theme={muiTheme} themeName={themeName}>
            <style>{variables}</style>
            {children}
          </UnifiedThemeProvider>
        ),
      },
    },
  });
}

/** Takes the place of upstream's light and dark themes. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    makeTheme('Light', <RiSunLine />, lightTokens),
    makeTheme('Dark', <RiMoonLine />, darkTokens),
  ],
});
