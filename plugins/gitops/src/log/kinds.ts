import type { VersionChange } from '@slipway/plugin-gitops-common';
import {
  RiArrowGoBackLine,
  RiArrowRightUpLine,
  RiDeleteBinLine,
  RiGitCommitLine,
} from '@remixicon/react';
import type { Appearance } from '../components/ToneLabel';

/** What changes look like. */
export const KINDS: Readonly<Record<VersionChange['kind'], Appearance>> = {
  promotion: { word: 'Promotion', tone: 'info', Shape: RiArrowRightUpLine },
  rollback: { word: 'Rollback', tone: 'warning', Shape: RiArrowGoBackLine },
  deploy: { word: 'Deploy', tone: 'quiet', Shape: RiGitCommitLine },
  removal: { word: 'Removal', tone: 'quiet', Shape: RiDeleteBinLine },
};
