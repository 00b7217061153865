import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { KeyHint } from '../../components/Shortcuts';
import styles from './Decision.module.css';

const SHORTCUTS: [string[], string][] = [
  [['n'], 'next object'],
  [['p'], 'previous object'],
  [['Enter'], 'open or close the object'],
  [['a'], 'approve, after a confirmation'],
  [['?'], 'show this list'],
];

/** All keys of the page. */
export const ShortcutsDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog isOpen isDismissable onOpenChange={open => !open && onClose()}>
    <DialogHeader>Keys</DialogHeader>
    <DialogBody>
      <ul className={styles.keys}>
        {SHORTCUTS.map(([keys, does]) => (
          <li key={does}>
            <KeyHint keys={keys} does={does} />
          </li>
        ))}
      </ul>
    </DialogBody>
  </Dialog>
);
