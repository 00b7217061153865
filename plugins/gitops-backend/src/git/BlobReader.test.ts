import { BlobReader } from './BlobReader';

const MIB = 1024 * 1024;

describe('BlobReader', () => {
  let batches: (readonly string[])[];
  let reader: BlobReader;

  beforeEach(() => {
    batches = [];
    reader = new BlobReader(async oids => {
      batches.push(oids);
      if (oids.includes('lost')) {
        throw new Error('missing blob lost');
      }
      return oids.map(oid => `text of ${oid}`);
    });
  });

  const read = (...oids: string[]) =>
    reader.read(oids.map(oid => ({ oid, size: 10 })));

  it('reads for everybody at once, and each content once', async () => {
    const texts = await Promise.all([read('a', 'b', 'a'), read('b', 'c')]);
    expect(texts).toEqual([
      ['text of a', 'text of b', 'text of a'],
      ['text of b', 'text of c'],
    ]);
    expect(batches).toEqual([['a', 'b', 'c']]);
    await read('c', 'd');
    expect(batches).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('reads no more at a time than fits', async () => {
    const requests = ['a', 'b', 'c', 'd'].map(oid => ({ oid, size: 9 * MIB }));
    expect(await reader.read(requests)).toHaveLength(4);
    expect(batches).toEqual([['a'], ['b'], ['c'], ['d']]);
  });

  it('tells those who wait for it of a failure, and works on', async () => {
    await expect(read('a', 'lost')).rejects.toThrow('missing blob');
    expect(await read('a')).toEqual(['text of a']);
  });
});
