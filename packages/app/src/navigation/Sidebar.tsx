import {
  Sidebar as UpstreamSidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
} from '@backstage/core-components';
import type {
  NavContentComponentProps,
  NavContentNavItem,
} from '@backstage/plugin-app-react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import {
  RiAddCircleLine,
  RiDashboardLine,
  RiMenuLine,
  RiSearchLine,
} from '@remixicon/react';
import gitopsPlugin from '@slipway/plugin-gitops';
import { useLocation } from 'react-router-dom';
import { SidebarLogo } from './SidebarLogo';

const NavItem = ({ icon, href, title }: NavContentNavItem) => (
  <SidebarItem icon={() => icon} to={href} text={title} />
);

/** Creating comes first; pages of plugins that this file does not name follow the known ones. */
export const Sidebar = ({ navItems }: NavContentComponentProps) => {
  const nav = navItems.withComponent(NavItem);
  const create = navItems.take('page:scaffolder');
  const pullRequests = navItems.take('page:gitops');
  const board = useRouteRef(gitopsPlugin.routes.board)?.();
  const log = useRouteRef(gitopsPlugin.routes.log)?.();
  const compare = useRouteRef(gitopsPlugin.routes.compare)?.();
  const { pathname } = useLocation();
  // They lie below the pull requests in the address, and are not theirs.
  const elsewhere = [board, log, compare].some(
    page => page && pathname.startsWith(page),
  );
  // These two have their own items below.
  navItems.take('page:search');
  navItems.take('page:notifications');
  // Pages to come to from elsewhere, not from the sidebar.
  navItems.take('page:catalog-graph');

  return (
    <UpstreamSidebar>
      <SidebarLogo />
      <SidebarGroup label="Search" icon={<RiSearchLine />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label="Menu" icon={<RiMenuLine />}>
        {nav.take('page:home')}
        {create && (
          <SidebarItem
            icon={() => <RiAddCircleLine />}
            to={create.href}
            text="Create"
          />
        )}
        {nav.take('page:catalog')}
        {pullRequests && (
          <SidebarItem
            icon={() => pullRequests.icon}
            to={pullRequests.href}
            text="Pull requests"
            end={elsewhere}
          />
        )}
        {board && (
          <SidebarItem
            icon={() => <RiDashboardLine />}
            to={board}
            text="Board"
          />
        )}
        {nav.rest({ sortBy: 'title' })}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <NotificationsSidebarItem />
      <SidebarGroup
        label="Settings"
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {nav.take('page:user-settings')}
      </SidebarGroup>
    </UpstreamSidebar>
  );
};
