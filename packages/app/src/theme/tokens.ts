/**
 * The colours of one theme. Both component libraries take theirs from here, so that a page
 * that mixes them looks like one page.
 */
export interface ThemeTokens {
  mode: 'light' | 'dark';
  /** Behind everything. */
  background: string;
  /** Cards and tables; each next one lies on the one before. */
  surfaces: readonly [string, string, string, string];
  text: string;
  textQuiet: string;
  textDisabled: string;
  border: string;
  borderStrong: string;
  focusRing: string;
  accent: string;
  accentHover: string;
  onAccent: string;
  link: string;
  positive: string;
  negative: string;
  warning: string;
  info: string;
  navigation: {
    background: string;
    hover: string;
    text: string;
    selected: string;
    indicator: string;
  };
}

/** Every text colour here has a contrast of at least 4.5:1 on `surfaces[0]`. */
export const lightTokens: ThemeTokens = {
  mode: 'light',
  background: '#f4f6f8',
  surfaces: ['#ffffff', '#f4f6f8', '#ffffff', '#f4f6f8'],
  text: '#141b22',
  textQuiet: '#56636f',
  textDisabled: '#9aa5af',
  border: '#dce2e7',
  borderStrong: '#9fabb5',
  focusRing: '#0d6a86',
  accent: '#0d6a86',
  accentHover: '#0a5369',
  onAccent: '#ffffff',
  link: '#0b6480',
  positive: '#157347',
  negative: '#c0272d',
  warning: '#97590a',
  info: '#1d63b8',
  navigation: {
    background: '#10242f',
    hover: '#1c3644',
    text: '#b4c4cd',
    selected: '#ffffff',
    indicator: '#5fc3dc',
  },
};

/** Every text colour here has a contrast of at least 4.5:1 on `surfaces[0]`. */
export const darkTokens: ThemeTokens = {
  mode: 'dark',
  background: '#0f151a',
  surfaces: ['#171f26', '#1f2931', '#27323b', '#303c46'],
  text: '#e7edf1',
  textQuiet: '#9fadb8',
  textDisabled: '#66737e',
  border: '#2c3842',
  borderStrong: '#566470',
  focusRing: '#5fc3dc',
  accent: '#6cc8df',
  accentHover: '#8fd6e8',
  onAccent: '#08222b',
  link: '#7fcfe4',
  positive: '#4cc38a',
  negative: '#ff8080',
  warning: '#f0b04a',
  info: '#7db4f5',
  navigation: {
    background: '#0b1116',
    hover: '#17222a',
    text: '#a5b4be',
    selected: '#ffffff',
    indicator: '#5fc3dc',
  },
};
