import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { TemplateReader } from './TemplateReader';

const MIB = 1024 * 1024;
const URL_ANNOTATIONS = {
  'backstage.io/managed-by-location':
    'url:https://forge/acme/t/blob/main/a/template.yaml',
  'backstage.io/source-location': 'url:https://forge/acme/t/tree/main/a/',
};

describe('TemplateReader', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'template-reader-'));
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  const signal = new AbortController().signal;
  const template = (annotations: Record<string, string>, etag = '1') => ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'app', etag, annotations },
  });
  const fromFile = () =>
    template({
      'backstage.io/managed-by-location': `file:${root}/template.yaml`,
    });
  const readFiles = () =>
    new TemplateReader(mockServices.urlReader.mock()).read(fromFile(), signal);

  it('reads the directory of a file, hidden files too, and follows no link out of it', async () => {
    await mkdir(join(root, 'skeleton/.github'), { recursive: true });
    await writeFile(join(root, 'template.yaml'), 'a');
    await writeFile(join(root, 'skeleton/.github/ci.yaml'), 'b');
    await symlink('/etc', join(root, 'link'));
    await symlink('/etc/passwd', join(root, 'passwd'));
    const files = await readFiles();
    expect(files.map(({ path }) => path).sort()).toEqual([
      'skeleton/.github/ci.yaml',
      'template.yaml',
    ]);
  });

  it.each([
    [['./mine'], ['mine/a']],
    [
      ['./mine/', './other/deep'],
      ['mine/a', 'other/deep/b'],
    ],
    [['./min'], []],
    [[], []],
    [['./mine', `./\${{ parameters.which }}`], undefined],
    [['https://forge/acme/x'], undefined],
    [['.'], undefined],
  ])('reads of templates side by side what %j needs', async (urls, needed) => {
    const all = ['mine/a', 'other/b', 'other/deep/b'];
    for (const path of all) {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), '');
    }
    const steps = [
      { action: 'gitops:read-component', input: {} },
      ...urls.map(url => ({ action: 'fetch:template', input: { url } })),
    ];
    const files = await new TemplateReader(mockServices.urlReader.mock()).read(
      { ...fromFile(), spec: { steps } },
      signal,
    );
    expect(files.map(({ path }) => path).sort()).toEqual(needed ?? all);
  });

  it('refuses more than 2,000 files', async () => {
    for (let i = 0; i <= 2_000; i += 1) {
      await writeFile(join(root, String(i)), '');
    }
    await expect(readFiles()).rejects.toThrow('at most 2000');
  });

  it('refuses more than 7 MiB', async () => {
    await writeFile(join(root, 'a'), Buffer.alloc(4 * MIB));
    await writeFile(join(root, 'b'), Buffer.alloc(4 * MIB));
    await expect(readFiles()).rejects.toThrow('more than 7 MiB');
  });

  it('reads an address once for a while, and anew when the template changed', async () => {
    const content = async () => Buffer.from('a');
    const reader = mockServices.urlReader.mock({
      readTree: jest.fn().mockResolvedValue({
        files: async () => [{ path: 'template.yaml', content }],
      }),
    });
    const templates = new TemplateReader(reader);
    const read = (etag: string) =>
      templates.read(template(URL_ANNOTATIONS, etag), signal);
    expect(await read('1')).toEqual([
      { path: 'template.yaml', content: Buffer.from('a') },
    ]);
    await read('1');
    expect(reader.readTree).toHaveBeenCalledTimes(1);
    await read('2');
    expect(reader.readTree).toHaveBeenCalledTimes(2);
    expect(reader.readTree).toHaveBeenCalledWith(
      'https://forge/acme/t/tree/main/a/',
      { signal },
    );
  });

  it('takes no file from a template that comes from elsewhere', async () => {
    const templates = new TemplateReader(mockServices.urlReader.mock());
    const forged = template({
      ...URL_ANNOTATIONS,
      'backstage.io/source-location': `file:${root}/`,
    });
    await expect(templates.read(forged, signal)).rejects.toThrow(
      'comes from no file and no address',
    );
  });
});
