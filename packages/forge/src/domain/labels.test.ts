import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { refused } from '../testing/refused.ts';
import { startForge, type TestForge } from '../testing/startForge.ts';

const target = { owner: 'acme', repo: 'infra' };
const EVENTS = `query {
  repository(owner: "acme", name: "infra") {
    pullRequest(number: 1) {
      updatedAt
      labels(first: 5) { nodes { name } }
      timelineItems(last: 10, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes {
        __typename
        ... on LabeledEvent { createdAt actor { login } label { name } }
        ... on UnlabeledEvent { createdAt actor { login } label { name } }
      } }
    }
  }
}`;

interface Labelled {
  updatedAt: string;
  labels: { nodes: { name: string }[] };
  timelineItems: {
    nodes: {
      __typename: string;
      createdAt: string;
      actor: { login: string };
      label: { name: string };
    }[];
  };
}

describe('labels of a pull request', () => {
  let forge: TestForge;
  const issue = { ...target, issue_number: 1 };

  before(async () => {
    forge = await startForge();
    const owner = forge.as('owner').rest;
    await owner.repos.createInOrg({
      org: 'acme',
      name: 'infra',
      auto_init: true,
    });
    await owner.repos.addCollaborator({
      ...target,
      username: 'writer',
      permission: 'push',
    });
    await owner.repos.createWebhook({
      ...target,
      events: ['pull_request', 'issues'],
      // Nobody listens there; what would be delivered is kept.
      config: { url: 'http://127.0.0.1:1/hook', content_type: 'json' },
    });
    const main = await owner.git.getRef({ ...target, ref: 'heads/main' });
    const { sha } = main.data.object;
    await owner.git.createRef({ ...target, ref: 'refs/heads/change', sha });
    const file = { ...target, branch: 'change', path: 'file', content: '' };
    await owner.repos.createOrUpdateFileContents({ ...file, message: 'Add' });
    const pull = { ...target, title: 'Change', head: 'change', base: 'main' };
    await owner.pulls.create(pull);
  });
  after(() => forge.dispose());

  async function read() {
    const { repository } = await forge
      .as('reader')
      .graphql<{ repository: { pullRequest: Labelled } }>(EVENTS);
    const { labels, timelineItems, updatedAt } = repository.pullRequest;
    return {
      updatedAt,
      labels: labels.nodes.map(({ name }) => name).sort(),
      events: timelineItems.nodes.map(
        ({ __typename, actor, label }) =>
          `${__typename} ${label.name} ${actor.login}`,
      ),
      last: timelineItems.nodes.at(-1)?.createdAt,
    };
  }

  it('are kept with who gave and took them, once each, and told to webhooks', async () => {
    const { rest } = forge.as('writer');
    await assert.rejects(
      forge.as('reader').rest.issues.addLabels({ ...issue, labels: ['own'] }),
      refused(403, /./),
    );
    await rest.issues.addLabels({ ...issue, labels: ['hotfix', 'docs'] });
    // GitHub takes no note of a label that is there.
    await rest.issues.addLabels({ ...issue, labels: ['HOTFIX'] });
    await forge.as('owner').rest.issues.removeLabel({
      ...issue,
      name: 'hotfix',
    });
    await assert.rejects(
      rest.issues.removeLabel({ ...issue, name: 'hotfix' }),
      refused(404, /./),
    );
    await rest.issues.setLabels({ ...issue, labels: ['bug'] });
    const found = await read();
    assert.deepEqual(found.labels, ['bug']);
    assert.deepEqual(found.events, [
      'LabeledEvent hotfix writer',
      'LabeledEvent docs writer',
      'UnlabeledEvent hotfix owner',
      'UnlabeledEvent docs writer',
      'LabeledEvent bug writer',
    ]);
    assert.equal(found.updatedAt, found.last);
    const { rest: owner } = forge.as('owner');
    const [hook] = (await owner.repos.listWebhooks(target)).data;
    const { data: sent } = await owner.repos.listWebhookDeliveries({
      ...target,
      hook_id: hook?.id ?? 0,
    });
    const told = sent.filter(({ action }) => action?.endsWith('labeled'));
    assert.deepEqual(
      told.map(({ event, action }) => [event, action]).toReversed(),
      found.events.map(event => [
        'pull_request',
        event.startsWith('Un') ? 'unlabeled' : 'labeled',
      ]),
    );
  });
});
