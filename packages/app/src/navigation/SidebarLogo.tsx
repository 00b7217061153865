import { Link, useSidebarOpenState } from '@backstage/core-components';
import { Wordmark } from '../brand';
import styles from './SidebarLogo.module.css';

export const SidebarLogo = () => {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      className={styles.logo}
      aria-label="Slipway, home"
    >
      <Wordmark compact={!isOpen} />
    </Link>
  );
};
