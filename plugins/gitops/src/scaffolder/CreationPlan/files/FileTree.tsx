import { VisuallyHidden } from '@backstage/ui';
import {
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiFileTextLine,
  RiFolder3Fill,
} from '@remixicon/react';
import { createContext, useContext, useState } from 'react';
import {
  Button,
  Collection,
  Tree,
  TreeItem,
  TreeItemContent,
  type Key,
} from 'react-aria-components';
import styles from './Files.module.css';
import { formatSize, type FileNode } from './fileTree';

/** Path of the file that is shown. Items of a tree are kept until they change, so it does not come to them as a property. */
const ShownFile = createContext<string | undefined>(undefined);

const Row = ({
  node,
  level,
  open,
}: {
  node: FileNode;
  level: number;
  open: boolean;
}) => {
  const shown = useContext(ShownFile) === node.id;
  const Arrow = open ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <div
      className={styles.row}
      style={{ paddingInlineStart: `${level - 1}rem` }}
      data-shown={shown || undefined}
    >
      {node.children ? (
        <Button slot="chevron" className={styles.arrow}>
          <Arrow aria-hidden />
        </Button>
      ) : (
        <span />
      )}
      {node.children ? (
        <RiFolder3Fill aria-hidden />
      ) : (
        <RiFileTextLine aria-hidden />
      )}
      <span className={styles.name}>
        {node.name}
        {shown && <VisuallyHidden>, shown</VisuallyHidden>}
      </span>
      <span className={styles.size}>
        {node.children && `${node.count} · `}
        {formatSize(node.size)}
      </span>
    </div>
  );
};

const renderNode = (node: FileNode) => (
  <TreeItem id={node.id} textValue={node.name} className={styles.item}>
    <TreeItemContent>
      {({ isExpanded, level }) => (
        <Row node={node} level={level} open={isExpanded} />
      )}
    </TreeItemContent>
    {node.children && (
      <Collection items={node.children}>{renderNode}</Collection>
    )}
  </TreeItem>
);

/** Props of {@link FileTree}. */
export interface FileTreeProps {
  nodes: FileNode[];
  /** Path of the file that is shown. */
  shown: string | undefined;
  onShow: (path: string) => void;
}

/** Files by folder. Arrows move, open and close; Enter shows a file. */
export const FileTree = ({ nodes, shown, onShow }: FileTreeProps) => {
  const [expanded, setExpanded] = useState<ReadonlySet<Key>>(new Set());
  const act = (key: Key) => {
    const id = String(key);
    if (!id.endsWith('/')) {
      onShow(id);
      return;
    }
    const after = new Set(expanded);
    if (!after.delete(id)) {
      after.add(id);
    }
    setExpanded(after);
  };
  return (
    <ShownFile.Provider value={shown}>
      <Tree
        aria-label="Files of the repository"
        className={styles.tree}
        items={nodes}
        expandedKeys={expanded}
        onExpandedChange={setExpanded}
        onAction={act}
      >
        {renderNode}
      </Tree>
    </ShownFile.Provider>
  );
};
