import type { LiveObjectSummary } from '@slipway/plugin-gitops-common';
import { useState } from 'react';
import { HealthLabel } from '../../components/HealthLabel';
import { More } from '../More';
import styles from './Objects.module.css';
import { objectTree, type ObjectNode } from './objectTree';

/** So many objects are shown at once; more on request. */
const SHOWN = 60;

const Nodes = ({ nodes, label }: { nodes: ObjectNode[]; label?: string }) => (
  <ul className={styles.nodes} aria-label={label}>
    {nodes.map(({ object, children }) => (
      <li key={object.id}>
        <div className={styles.object}>
          <span className={styles.kind}>{object.kind}</span>
          <span className={styles.name}>{object.name}</span>
          {object.health && (
            <HealthLabel
              health={object.health}
              compact={object.health === 'Healthy'}
            />
          )}
          {object.message && (
            <span className={styles.message}>{object.message}</span>
          )}
        </div>
        {children.length > 0 && <Nodes nodes={children} />}
      </li>
    ))}
  </ul>
);

/** Objects of the Application as a tree; those that are not healthy come first. */
export const Objects = ({ objects }: { objects: LiveObjectSummary[] }) => {
  const [all, setAll] = useState(false);
  const tree = objectTree(objects);
  const first = firstOf(tree, SHOWN);
  return (
    <>
      <Nodes nodes={all ? tree : first} label="Objects" />
      <More
        total={objects.length}
        first={first.reduce((sum, node) => sum + sizeOf(node), 0)}
        all={all}
        onChange={setAll}
      />
    </>
  );
};

/** As many trees as hold so many objects; a tree is never cut. */
function firstOf(nodes: ObjectNode[], limit: number): ObjectNode[] {
  let count = 0;
  return nodes.filter(node => {
    const fits = count < limit;
    count += sizeOf(node);
    return fits;
  });
}

function sizeOf({ children }: ObjectNode): number {
  return 1 + children.reduce((sum, child) => sum + sizeOf(child), 0);
}
