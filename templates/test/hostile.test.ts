import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type { RenderedFile, TemplateValues } from '../src/index.ts';
import {
  type Created,
  fillIn,
  type TemplateName,
  templateRoot,
} from './support/form.ts';
import { documents, isData, shape } from './support/structure.ts';
import { hostileTexts } from './support/values.ts';

/** Form answers under which a template creates every file that it has. */
const fullest: Record<TemplateName, TemplateValues> = {
  'app-base-go-react': { data: 'postgresql-redis' },
  'app-base-ts': { postgresql: true, media: true },
};

/** More than a form's fields may hold, and what breaks the languages of the generated files. */
const corpus = [
  ...hostileTexts,
  'a'.repeat(64),
  'я'.repeat(65),
  '!!python/object/apply:os.system [id]',
  '!!binary aGk=',
  '? complex\n: key',
  '<<: *merge',
  "'; DROP TABLE message; --",
  '`$(touch /tmp/x)` "$HOME" %s %00',
  '@media { } /* } */ <!-- -->',
  '\\u0000 \\x00 \\',
  '::set-output name=x::y',
];

const templates = Object.keys(fullest) as TemplateName[];

const lines = (text: string) => text.split(/\r\n|\r|\n/).length;

/** Data may hold the text as a value, pages for people as one line; a program never holds it. */
function assertSame(
  { service, gitops }: Created,
  plain: Created,
  text: string,
): void {
  const pairs: [RenderedFile[], RenderedFile[]][] = [
    [service, plain.service],
    [gitops, plain.gitops],
  ];
  for (const [files, expected] of pairs) {
    assert.deepEqual(
      files.map(({ path }) => path),
      expected.map(({ path }) => path),
    );
    for (const [index, file] of files.entries()) {
      const wanted = expected[index];
      assert.ok(wanted);
      const what = `${file.path} with ${JSON.stringify(text)}`;
      if (isData(file)) {
        assert.deepEqual(
          documents(file).map(shape),
          documents(wanted).map(shape),
          what,
        );
      } else if (file.path.endsWith('.md')) {
        assert.equal(lines(file.content), lines(wanted.content), what);
        assert.doesNotMatch(file.content, /<script|<img/, what);
      } else {
        assert.equal(file.content, wanted.content, what);
      }
    }
  }
}

for (const template of templates) {
  test(`no description changes what ${template} creates`, async () => {
    const plain = await fillIn(template, {
      ...fullest[template],
      description: 'Sells things.',
    });
    for (const description of corpus) {
      const answers = { ...fullest[template], description };
      assertSame(await fillIn(template, answers), plain, description);
    }
  });

  test(`the form of ${template} refuses what cannot be a name or one line`, async () => {
    const text = await readFile(
      join(templateRoot(template), 'template.yaml'),
      'utf8',
    );
    const { spec } = parse(text) as {
      spec: { parameters: { properties: Record<string, object> }[] };
    };
    const properties = Object.assign(
      {},
      ...spec.parameters.map(page => page.properties),
    ) as Record<string, object>;
    // The form's own fields and widgets are not JSON Schema's.
    const accepts = new Ajv({ strict: false }).compile({
      type: 'object',
      properties,
    });
    const texts = Object.keys(properties).filter(
      name => (properties[name] as { type: string }).type === 'string',
    );
    assert.ok(texts.includes('name') && texts.includes('description'));
    for (const name of texts.filter(one => one !== 'owner')) {
      assert.ok(!accepts({ [name]: 'x'.repeat(254) }), `${name} has no end`);
    }
    assert.ok(!accepts({ description: 'two\nlines' }));
    assert.ok(!accepts({ name: 'x'.repeat(41) }));
    for (const system of corpus.filter(one => !/^[\w-]*$/.test(one))) {
      assert.ok(!accepts({ system }), JSON.stringify(system));
    }
    assert.ok(accepts({ system: 'system:default/commerce' }));
    assert.ok(accepts({ name: 'shop', description: 'Sells "things".' }));
  });
}
