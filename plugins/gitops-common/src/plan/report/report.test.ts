import {
  deployment,
  planInput,
  rendered,
  side,
} from '../__testUtils__/fixtures';
import { computePlan } from '../computePlan';
import type { Plan } from '../plan';
import { PLAN_COMMENT_MARKER, planComment } from './planComment';
import { planExitCode } from './planExitCode';
import { planStatus } from './planStatus';
import { planText } from './planText';

const url = 'https://portal.example.com/gitops/pull-requests/7';

function planOf(components: readonly string[], objects = 1): Plan {
  const overlays = (version: string) =>
    components.map(component =>
      rendered(
        Array.from({ length: objects }, (_, index) =>
          deployment(`${component}-${index}`, { image: `a:${version}` }),
        ),
        { overlay: { component }, version },
      ),
    );
  return computePlan(
    planInput(side(overlays('1.4.2')), side(overlays('1.5.0'))),
  ).plan;
}

/** The plan with a text of somebody's choice wherever one can be. */
function hostile(text: string): Plan {
  const plan = planOf(['shop']);
  const [overlay] = plan.overlays;
  return {
    ...plan,
    verdict: {
      level: 'refused',
      reasons: [{ level: 'refused', kind: 'policy', message: text, fix: text }],
    },
    projects: [
      {
        cluster: text,
        team: text,
        change: 'changed',
        widened: [text],
        narrowed: [text],
      },
    ],
    overlays: [
      {
        ...overlay,
        application: text,
        environment: text,
        clusters: [text],
        version: { before: text, after: '2' },
        objects: [
          {
            ...overlay.objects[0],
            kind: text,
            name: text,
            fields: [{ path: text, after: text }],
          },
        ],
      },
    ],
  };
}

describe('planComment', () => {
  it('gives the verdict, a table by environment and cluster, details and the link', () => {
    expect(planComment(planOf(['shop']), { url })).toBe(
      [
        '<!-- slipway-plan -->',
        '## ✅ Safe',
        '',
        '',
        '| Environment | Cluster | Application | Version | Objects | Cost |',
        '| --- | --- | --- | --- | --- | --- |',
        '| prod | yc | `shop-prod` changes | `1.4.2 → 1.5.0` | 1 changed |  |',
        '| prod | vk | `shop-prod` changes | `1.4.2 → 1.5.0` | 1 changed |  |',
        '',
        '',
        '<details><summary>shop-prod on yc, vk</summary>',
        '',
        '- changed `Deployment shop-prod/shop-0` (+1 −1): `spec.template.spec.containers[name=backend].image`',
        '',
        '</details>',
        '',
        `[Open the plan](<${url}>) · 1 overlay changed, 0 untouched`,
        '',
      ].join('\n'),
    );
  });

  it('is never longer than allowed, and counts what it leaves out', () => {
    const plan = planOf(
      Array.from({ length: 400 }, (_, index) => `component-${index}`),
      5,
    );
    plan.verdict.reasons.push(
      ...Array.from({ length: 500 }, (_, index) => ({
        level: 'attention' as const,
        kind: 'policy' as const,
        message: `reason ${index} ${'x'.repeat(2_000)}`,
      })),
    );
    for (const maxLength of [65_536, 5_000, 1_000]) {
      const comment = planComment(plan, { url, maxLength });
      expect(comment.length).toBeLessThanOrEqual(maxLength);
      expect(
        comment.startsWith(`${PLAN_COMMENT_MARKER}\n## ⚠️ Needs attention`),
      ).toBe(true);
      expect(comment).toMatch(/\d+ (reasons|table rows|details) left out/);
      expect(comment).toContain(`(<${url}>) · 400 overlays changed`);
    }
    const whole = planComment(plan, { url, maxLength: 1_000_000 });
    expect(whole.length).toBeLessThanOrEqual(65_536);
    expect(whole).toMatch(
      /\d+ reasons left out[^]*\d+ table rows left out[^]*\d+ details left out/,
    );
  });

  it.each([
    [
      'HTML',
      '</summary><img src=x onerror=alert(1)>',
      /(?<!\\)<(?:img|\/summary><img)/,
    ],
    ['a mention', 'hi @acme/admins', /@acme/],
    ['a link', '[safe](https://evil.example.com)', /(?<!\\)\]|https:\/\/evil/],
    ['another line', 'a\n\n## ✅ Safe\n- x', /^(?:## ✅ Safe|- x)/m],
    ['emphasis', '**bold** _so_ ~~gone~~', /(?<!\\)[*_~]/],
    ['a comment', '<!-- slipway-plan -->', /(?<!\\)<!--/],
  ])('keeps %s in a name from meaning anything', (_what, text, meaning) => {
    const comment = planComment(hostile(text), { url });
    expect(comment.match(/^## /gm)).toHaveLength(1);
    // Markdown means nothing in code, nor on the line of a summary, which is HTML.
    const markdown = comment
      .slice(PLAN_COMMENT_MARKER.length, comment.lastIndexOf('[Open the plan]'))
      .replace(/`+[^`\n]*`+/g, '')
      .replace(/<summary>[^<\n]*<\/summary>/g, '');
    expect(markdown).not.toMatch(meaning);
  });

  it('keeps code in a name within its cell', () => {
    const comment = planComment(hostile('a`b``c|d'), { url });
    expect(comment).toContain(
      '| ```a`b``c\\|d``` changes | ```a`b``c\\|d → 2``` |',
    );
    expect(comment).toContain('changed ```a`b``c|d shop-prod/a`b``c|d```');
  });
});

describe('planText', () => {
  it('gives the verdict, each Application, its objects and their fields', () => {
    expect(planText(planOf(['shop']))).toBe(
      [
        'Safe',
        '',
        'prod',
        '  shop-prod on yc, vk: changes; 1.4.2 → 1.5.0; 1 changed',
        '    ~ Deployment shop-prod/shop-0 (+1 −1)',
        '        spec.template.spec.containers[name=backend].image: "a:1.4.2" → "a:1.5.0"',
        '',
        '0 other overlays untouched',
        '',
      ].join('\n'),
    );
  });

  it('sends nothing to the terminal but text', () => {
    const text = planText(hostile('a\u001b[31m\rb\u202ec\u0007'));
    expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  });
});

describe('planStatus', () => {
  it('fails on a refusal only, in at most 140 characters', () => {
    const plan = hostile(`${'x'.repeat(90)}${'😀'.repeat(60)}`);
    const { state, description } = planStatus(plan);
    expect(state).toBe('failure');
    expect(description.length).toBeLessThanOrEqual(140);
    expect(description).toMatch(/^Refused: x+😀+…$/u);
    expect(planStatus(planOf([]))).toEqual({
      state: 'success',
      description: 'Safe: no Application changes',
    });
  });
});

describe('planExitCode', () => {
  it.each([
    ['safe', undefined, 0],
    ['safe', 'attention', 0],
    ['attention', undefined, 0],
    ['attention', 'attention', 1],
    ['refused', undefined, 1],
    ['refused', 'attention', 1],
  ] as const)('of %s, failing on %s, is %i', (level, failOn, code) => {
    expect(planExitCode(level, failOn)).toBe(code);
  });
});
