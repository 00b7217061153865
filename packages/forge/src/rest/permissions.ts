import { z } from 'zod';
import type { Permission } from '../store/types.ts';

const names = { pull: 'read', push: 'write' } as const;

/** A permission by any of the two names that GitHub gives it (`push` and `write`). */
export const permissionSchema = z
  .enum(['pull', 'read', 'triage', 'push', 'write', 'maintain', 'admin'])
  .transform((name): Permission =>
    name === 'pull' || name === 'push' ? names[name] : name,
  );

/** The four words that the collaborator endpoint knows. */
export const legacyPermission = (permission: Permission): string =>
  ({
    none: 'none',
    read: 'read',
    triage: 'read',
    write: 'write',
    maintain: 'write',
    admin: 'admin',
  })[permission];
