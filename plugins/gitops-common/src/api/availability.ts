import { z } from 'zod';

/** One thing that a new component needs to be free, or to exist. */
export const availabilityCheckSchema = z.object({
  id: z.enum([
    'name',
    'repository',
    'entity',
    'overlay',
    'namespace',
    'host',
    'owner',
  ]),
  /** `unknown`: it could not be asked, which is no permission to go on. */
  status: z.enum(['ok', 'conflict', 'unknown']),
  /** One line for the person who fills in the form. */
  message: z.string(),
  /** What stands in the way. */
  url: z.string().optional(),
});

/** Whether a component can be created under a name. */
export const availabilitySchema = z.object({
  component: z.string(),
  /** True only if every check is `ok`. */
  available: z.boolean(),
  checks: z.array(availabilityCheckSchema),
});

/** See {@link availabilityCheckSchema}. */
export type AvailabilityCheck = z.infer<typeof availabilityCheckSchema>;
/** See {@link availabilitySchema}. */
export type Availability = z.infer<typeof availabilitySchema>;
