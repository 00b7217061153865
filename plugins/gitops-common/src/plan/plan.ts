import { z } from 'zod';
import { syncPolicySchema } from '../environments/environments';

/** How a plan, or one reason in it, is to be taken; in order, the gravest last. */
export const verdictLevelSchema = z.enum(['safe', 'attention', 'refused']);

/** One reason why a plan is not simply safe. */
export const planReasonSchema = z.object({
  level: verdictLevelSchema.exclude(['safe']),
  /** What kind of reason, for filters and counts. */
  kind: z.enum([
    'policy',
    'render',
    'collision',
    'rights',
    'removal',
    'blast-radius',
    'drift',
    'secret',
  ]),
  /** One line in the words of the domain. */
  message: z.string(),
  /** What to do about it, where there is something to do. */
  fix: z.string().optional(),
  /** Path of the overlay it is about; undefined if it is about the repository. */
  overlay: z.string().optional(),
});

/** What a plan comes to. The level is the gravest of the reasons, and `safe` without any. */
export const verdictSchema = z.object({
  level: verdictLevelSchema,
  reasons: z.array(planReasonSchema),
});

/** What a policy says about an object, or about the repository. */
export const policyFindingSchema = z.object({
  /** Name of the rule, in kebab case. */
  rule: z.string(),
  effect: z.enum(['deny', 'warn']),
  /** `Kind namespace/name` of the object, or the path of a file. */
  object: z.string(),
  reason: z.string(),
  fix: z.string(),
  /** False if the base has the very same finding, so that the change is not to blame. */
  introduced: z.boolean(),
});

/** One field that differs. Values of secrets are masked before they are compared. */
export const fieldChangeSchema = z.object({
  /** As in `spec.template.spec.containers[name=backend].image`. */
  path: z.string(),
  /** Undefined if the field is absent on that side. */
  before: z.json().optional(),
  after: z.json().optional(),
});

/** What happens to one object. `pruned`: it leaves Git and Argo CD deletes it; `removed`: it stays behind. */
export const objectChangeSchema = z.object({
  /** Unique in its overlay: `group/Kind/namespace/name`. */
  id: z.string(),
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  change: z.enum(['added', 'changed', 'removed', 'pruned']),
  /** Empty for objects that come or go as a whole. */
  fields: z.array(fieldChangeSchema),
  /** Lines that differ, as the diff of its manifest counts them. */
  lines: z.object({ added: z.number().int(), removed: z.number().int() }),
});

/** What an overlay asks of a cluster, over all its pods. */
export const costSchema = z.object({
  /** Pods, as Deployments, StatefulSets and autoscalers' minima ask for. */
  replicas: z.number(),
  /** Thousandths of a processor. */
  cpuMillis: z.number(),
  memoryMiB: z.number(),
});

/** What a commit does to one overlay, and by that to an Application on each of its clusters. */
export const overlayPlanSchema = z.object({
  /** `apps/<component>/overlays/<overlay>` */
  path: z.string(),
  component: z.string(),
  environment: z.string(),
  /** Name of the Application, on each of `clusters`. */
  application: z.string(),
  /** Clusters that have the overlay after the change; before it, if it goes away. */
  clusters: z.array(z.string()),
  /** Clusters that lose, or gain, the Application although the overlay stays. */
  clustersRemoved: z.array(z.string()),
  clustersAdded: z.array(z.string()),
  change: z.enum(['added', 'changed', 'removed']),
  sync: syncPolicySchema,
  /** Versions of the release layer; undefined where there is none. */
  version: z.object({
    before: z.string().optional(),
    after: z.string().optional(),
  }),
  objects: z.array(objectChangeSchema),
  hosts: z.object({
    claimed: z.array(z.string()),
    released: z.array(z.string()),
  }),
  namespaces: z.object({
    added: z.array(z.string()),
    removed: z.array(z.string()),
  }),
  cost: z.object({ before: costSchema, after: costSchema }),
  findings: z.array(policyFindingSchema),
  /** Why a side could not be rendered; nothing is said about objects then. */
  problem: z
    .object({
      side: z.enum(['base', 'head']),
      reason: z.string(),
      message: z.string(),
      file: z.string().optional(),
      line: z.number().int().optional(),
    })
    .optional(),
  /**
   * Live objects, by cluster, that are not what Git says and would be overwritten. It is looked up when the plan is
   * shown, and kept nowhere.
   */
  drift: z
    .record(
      z.string(),
      z.object({
        /** Why the cluster could not be asked; drift is then unknown, not none. */
        unknown: z.string().optional(),
        objects: z.array(
          z.object({ id: z.string(), fields: z.array(fieldChangeSchema) }),
        ),
      }),
    )
    .optional(),
});

/** What a commit does to the rights of a team on a cluster. */
export const projectPlanSchema = z.object({
  cluster: z.string(),
  team: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  /** Rights in words, as in `namespace shop-prod`. */
  widened: z.array(z.string()),
  narrowed: z.array(z.string()),
});

/** What a change of the GitOps repository would do. Every text in it may be shown to whoever may read pull requests. */
export const planSchema = z.object({
  /** Depends on what is compared and on the policies only: the same change has the same plan. */
  id: z.string(),
  /** Commits that are compared; no `head` if the files are proposed and not committed. */
  base: z.string(),
  head: z.string().optional(),
  createdAt: z.iso.datetime(),
  verdict: verdictSchema,
  /** Overlays that change, by environment in order of promotion, then by component. */
  overlays: z.array(overlayPlanSchema),
  /** How many overlays stay as they are. */
  untouched: z.number().int(),
  projects: z.array(projectPlanSchema),
  /** Verdicts on the repository as a whole. */
  findings: z.array(policyFindingSchema),
  /** Files that change without any overlay showing it, such as documentation. */
  otherFiles: z.array(z.string()),
});

/** The manifests of one changed object, masked; YAML with sorted keys. */
export const objectManifestsSchema = z.object({
  id: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
});

/** See {@link verdictLevelSchema}. */
export type VerdictLevel = z.infer<typeof verdictLevelSchema>;
/** See {@link planReasonSchema}. */
export type PlanReason = z.infer<typeof planReasonSchema>;
/** See {@link verdictSchema}. */
export type Verdict = z.infer<typeof verdictSchema>;
/** See {@link policyFindingSchema}. */
export type PolicyFinding = z.infer<typeof policyFindingSchema>;
/** See {@link fieldChangeSchema}. */
export type FieldChange = z.infer<typeof fieldChangeSchema>;
/** See {@link objectChangeSchema}. */
export type ObjectChange = z.infer<typeof objectChangeSchema>;
/** See {@link costSchema}. */
export type Cost = z.infer<typeof costSchema>;
/** See {@link overlayPlanSchema}. */
export type OverlayPlan = z.infer<typeof overlayPlanSchema>;
/** See {@link projectPlanSchema}. */
export type ProjectPlan = z.infer<typeof projectPlanSchema>;
/** See {@link planSchema}. */
export type Plan = z.infer<typeof planSchema>;
/** See {@link objectManifestsSchema}. */
export type ObjectManifests = z.infer<typeof objectManifestsSchema>;
