import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { applySeed } from '../seed.ts';
import {
  startForge,
  type Person,
  type TestForge,
} from '../testing/startForge.ts';

/** What the catalog asks about people, in its words. */
const MEMBERS = `query users($org: String!, $email: Boolean!, $cursor: String, $size: Int!) {
  organization(login: $org) {
    membersWithRole(first: $size, after: $cursor) {
      pageInfo { hasNextPage, endCursor }
      nodes { avatarUrl, bio, email @include(if: $email), id, login, name, organizationVerifiedDomainEmails(login: $org) }
    }
  }
}`;
const TEAMS = `query teams($org: String!, $cursor: String, $userLogins: [String!] = "") {
  organization(login: $org) {
    teams(first: 25, after: $cursor, userLogins: $userLogins) {
      pageInfo { hasNextPage, endCursor }
      nodes {
        slug combinedSlug name description avatarUrl editTeamUrl parentTeam { slug }
        members(first: 50, membership: IMMEDIATE) { pageInfo { hasNextPage } nodes { login email } }
      }
    }
  }
}`;
const REPOSITORIES = `query repositories($org: String!, $catalogPathRef: String!) {
  repositoryOwner(login: $org) {
    login
    repositories(first: 25) {
      nodes {
        name
        catalogInfoFile: object(expression: $catalogPathRef) { __typename ... on Blob { id text } }
        url isArchived isFork visibility
        repositoryTopics(first: 100) { nodes { ... on RepositoryTopic { topic { name } } } }
        defaultBranchRef { name }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

describe('GraphQL', () => {
  let forge: TestForge;
  const ask = async (
    query: unknown,
    variables?: object,
    person: Person | null = 'reader',
  ) => {
    const response = await fetch(`${forge.url}/api/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      headers: {
        'content-type': 'application/json',
        ...(person && {
          authorization: `bearer ${forge.secrets[person].token}`,
        }),
      },
    });
    return { ...(await response.json()), status: response.status };
  };

  before(async () => {
    forge = await startForge();
    const owner = forge.as('owner');
    for (const name of ['shop', 'empty', 'hidden']) {
      await owner.rest.repos.createInOrg({
        org: 'acme',
        name,
        private: name === 'hidden',
      });
    }
    await owner.rest.repos.replaceAllTopics({
      owner: 'acme',
      repo: 'shop',
      names: ['go', 'react'],
    });
    await owner.rest.repos.createOrUpdateFileContents({
      owner: 'acme',
      repo: 'shop',
      path: 'docs/catalog-info.yaml',
      message: 'Describe the shop',
      content: Buffer.from('kind: Component\n').toString('base64'),
    });
  });
  after(() => forge.dispose());

  it("answers the catalog's questions about people, page by page", async () => {
    const variables = { org: 'acme', email: true, size: 3 };
    const first = (await ask(MEMBERS, variables)).data.organization
      .membersWithRole;
    assert.equal(first.pageInfo.hasNextPage, true);
    const cursor = first.pageInfo.endCursor;
    const second = (await ask(MEMBERS, { ...variables, cursor })).data
      .organization.membersWithRole;
    assert.equal(second.pageInfo.hasNextPage, false);
    const nodes: { login: string }[] = [...first.nodes, ...second.nodes];
    assert.deepEqual(nodes.map(({ login }) => login).sort(), [
      'owner',
      'reader',
      'reviewer',
      'writer',
    ]);
    const { data: writer } = await forge
      .as('writer')
      .rest.users.getAuthenticated();
    assert.deepEqual(
      nodes.find(({ login }) => login === 'writer'),
      {
        avatarUrl: writer.avatar_url,
        bio: null,
        email: 'writer@acme.example',
        id: writer.node_id,
        login: 'writer',
        name: 'The writer',
        organizationVerifiedDomainEmails: [],
      },
    );
  });

  it('answers about teams, all or those of some people, parents included', async () => {
    const names = async (variables: object) => {
      const { data } = await ask(TEAMS, { org: 'acme', ...variables });
      return data.organization.teams.nodes.map(
        ({ slug }: { slug: string }) => slug,
      );
    };
    await applySeed(forge.context, {
      teams: [
        { org: 'acme', slug: 'on-call', name: 'On-call', members: ['reader'] },
      ],
    });
    assert.deepEqual(await names({ userLogins: ['writer'] }), ['developers']);
    assert.deepEqual(await names({ userLogins: ['stranger'] }), []);
    const { data } = await ask(TEAMS, { org: 'acme', userLogins: [] });
    const [developers, onCall] = data.organization.teams.nodes;
    assert.equal(developers.combinedSlug, 'acme/developers');
    assert.equal(developers.members.nodes.length, 2);
    assert.equal(onCall.parentTeam, null);
  });

  it('answers about repositories, their files and topics, and keeps private ones to their readers', async () => {
    const variables = {
      org: 'acme',
      catalogPathRef: 'HEAD:docs/catalog-info.yaml',
    };
    const { data, errors } = await ask(REPOSITORIES, variables, 'stranger');
    assert.equal(errors, undefined);
    const [shop, empty, ...more] = data.repositoryOwner.repositories.nodes;
    assert.equal(more.length, 0);
    assert.equal(shop.catalogInfoFile.__typename, 'Blob');
    assert.equal(shop.catalogInfoFile.text, 'kind: Component\n');
    assert.deepEqual(
      shop.repositoryTopics.nodes.map(
        (node: { topic: { name: string } }) => node.topic.name,
      ),
      ['go', 'react'],
    );
    assert.deepEqual(shop.defaultBranchRef, { name: 'main' });
    assert.equal(shop.visibility, 'PUBLIC');
    assert.equal(empty.catalogInfoFile, null);
    assert.equal(empty.defaultBranchRef, null);
    const mine = await ask(REPOSITORIES, variables, 'owner');
    assert.equal(mine.data.repositoryOwner.repositories.nodes.length, 3);
    const hidden =
      '{ repository(owner: "acme", name: "hidden") { visibility } }';
    assert.equal(
      (await ask(hidden, {}, 'stranger')).errors[0].type,
      'NOT_FOUND',
    );
    assert.equal(
      (await ask(hidden, {}, 'owner')).data.repository.visibility,
      'PRIVATE',
    );
  });

  it('refuses what GitHub refuses, and never answers null for what it does not know', async () => {
    const refusal = async (query: string) => {
      const { status, errors } = await ask(query);
      assert.equal(status, 200);
      return errors[0].type ?? errors[0].extensions?.code ?? errors[0].message;
    };
    assert.equal(await refusal('{ viewer { nonsense } }'), 'undefinedField');
    assert.equal(
      await refusal('{ organization { login } }'),
      'missingRequiredArguments',
    );
    assert.match(await refusal('{ viewer { login '), /^Syntax Error/);
    assert.equal(
      await refusal('{ organization(login: "none") { login } }'),
      'NOT_FOUND',
    );
    const teams = (bounds: string) =>
      refusal(
        `{ organization(login: "acme") { teams${bounds} { totalCount } } }`,
      );
    assert.equal(await teams(''), 'MISSING_PAGINATION_BOUNDARIES');
    assert.equal(await teams('(first: 101)'), 'EXCESSIVE_PAGINATION');
    assert.equal(
      await teams('(first: 1, after: "x")'),
      'INVALID_CURSOR_ARGUMENTS',
    );
    assert.equal(
      await refusal('{ viewer { followers(first: 1) { totalCount } } }'),
      'NOT_IMPLEMENTED',
    );
    assert.match(
      await refusal(`{ ${'viewer { login } '.repeat(2000)} }`),
      /token/i,
    );
  });

  it('knows nobody anonymous and takes nothing but a query', async () => {
    const anonymous = await ask('{ viewer { login } }', {}, null);
    assert.equal(anonymous.status, 401);
    assert.equal(
      anonymous.message,
      'This endpoint requires you to be authenticated.',
    );
    assert.equal((await ask(7)).status, 400);
    const { data } = await ask(
      '{ viewer { login isViewer } rateLimit { cost remaining } }',
    );
    assert.deepEqual(data.viewer, { login: 'reader', isViewer: true });
    assert.ok(data.rateLimit.remaining > 0);
  });
});
