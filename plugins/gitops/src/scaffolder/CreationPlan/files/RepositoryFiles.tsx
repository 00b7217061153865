import type { PlannedFile } from '@slipway/plugin-gitops-common';
import { useMemo, useState } from 'react';
import styles from './Files.module.css';
import { FileTree } from './FileTree';
import { fileTree, formatSize } from './fileTree';

const FIRST = 'README.md';

/** The tree of a new repository, and beside it the text of one file. */
export const RepositoryFiles = ({ files }: { files: PlannedFile[] }) => {
  const nodes = useMemo(() => fileTree(files), [files]);
  const [path, setPath] = useState(FIRST);
  const shown = files.find(file => file.path === path);
  return (
    <div className={styles.files}>
      <FileTree nodes={nodes} shown={shown?.path} onShow={setPath} />
      <figure className={styles.preview}>
        <figcaption className={styles.caption}>
          <span>{shown ? shown.path : 'Choose a file to read it.'}</span>
          {shown && (
            <span className={styles.size}>{formatSize(shown.size)}</span>
          )}
        </figcaption>
        {shown?.content === undefined ? (
          shown && (
            <p className={styles.none}>
              It is not text, or too long to be shown here.
            </p>
          )
        ) : (
          // Longer than its box, it must scroll without a mouse, too.
          <div
            key={shown.path}
            className={styles.text}
            tabIndex={0}
            role="textbox"
            aria-multiline
            aria-readonly
            aria-label={`Text of ${shown.path}`}
          >
            {shown.content}
          </div>
        )}
      </figure>
    </div>
  );
};
