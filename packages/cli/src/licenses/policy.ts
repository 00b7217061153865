/** Licences that ask for no more than attribution, or that leave a program using the library its own. */
export const ALLOWED_LICENSES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'Artistic-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/** Packages whose manifest does not name an allowed licence, with the reason why they may be used. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  '@isomorphic-git/pgp-plugin':
    'LGPL-3.0-or-later; loaded as an unchanged library of its own by the scaffolder, and replaceable',
  '@remixicon/react':
    'Remix Icon License 1.0; icons used inside a product, which it permits free of charge',
  'fast-shallow-equal': 'its LICENSE file is the Unlicense',
  pause: 'its readme holds the MIT licence',
  'pause-stream': 'its LICENSE file offers MIT or Apache-2.0',
  'react-universal-interface': 'its LICENSE file is the Unlicense',
  'valid-url': 'its LICENSE file is the MIT licence',
};
