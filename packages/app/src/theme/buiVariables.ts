import type { ThemeTokens } from './tokens';

/**
 * The same colours as CSS variables of `@backstage/ui`, as the text of a style sheet. It sets
 * them on the element that carries the theme's name, where they win over the library's layer.
 */
export function buiVariables(themeName: string, tokens: ThemeTokens): string {
  const variables: Record<string, string> = {
    'bg-app': tokens.background,
    'bg-neutral-1': tokens.surfaces[0],
    'bg-neutral-2': tokens.surfaces[1],
    'bg-neutral-3': tokens.surfaces[2],
    'bg-neutral-4': tokens.surfaces[3],
    'fg-primary': tokens.text,
    'fg-secondary': tokens.textQuiet,
    'fg-disabled': tokens.textDisabled,
    'fg-positive': tokens.positive,
    'fg-success': tokens.positive,
    'fg-negative': tokens.negative,
    'fg-danger': tokens.negative,
    'fg-warning': tokens.warning,
    'fg-announcement': tokens.info,
    'fg-info': tokens.info,
    'border-1': tokens.border,
    'border-2': tokens.borderStrong,
    ring: tokens.focusRing,
    'accent-bg': tokens.accent,
    'accent-bg-hover': tokens.accentHover,
    'accent-fg': tokens.onAccent,
    'bg-solid': tokens.accent,
    'bg-solid-hover': tokens.accentHover,
    'bg-solid-pressed': tokens.accentHover,
    'bg-solid-disabled': tokens.surfaces[3],
    'fg-solid': tokens.onAccent,
    'fg-solid-disabled': tokens.textDisabled,
    'scrollbar-thumb': tokens.borderStrong,
  };
  const declarations = Object.entries(variables)
    .map(([name, value]) => `--bui-${name}:${value};`)
    .join('');
  const selector = `[data-theme-name='${themeName}'][data-theme-mode='${tokens.mode}']`;
  return (
    `${selector}{${declarations}color-scheme:${tokens.mode};}` +
    `body${selector}{background:var(--bui-bg-app);color:var(--bui-fg-primary);` +
    `font-size:var(--bui-font-size-3);}`
  );
}
