import { Slots } from './Slots';

/** Work that says when it begins, and ends when it is told to. */
function work(begun: string[]) {
  const ends = new Map<string, () => void>();
  const start = (name: string) => () => {
    begun.push(name);
    return new Promise<void>(resolve => {
      ends.set(name, resolve);
    });
  };
  return { start, end: (name: string) => ends.get(name)?.() };
}

it('goes on with work of the same kind, and otherwise with what nobody does yet', async () => {
  const begun: string[] = [];
  const { start, end } = work(begun);
  const slots = new Slots(2);
  const runs = ['a1', 'b1', 'b2', 'c1', 'a2'].map(name =>
    slots.run(start(name), { key: name[0] }),
  );
  expect(begun).toEqual(['a1', 'b1']);
  end('a1');
  await runs[0];
  expect(begun).toEqual(['a1', 'b1', 'a2']);
  end('a2');
  await runs[4];
  expect(begun).toEqual(['a1', 'b1', 'a2', 'c1']);
  end('c1');
  await runs[3];
  expect(begun).toEqual(['a1', 'b1', 'a2', 'c1', 'b2']);
  end('b1');
  end('b2');
  await Promise.all(runs);
});

it('takes no slot for work that is given up while it waits', async () => {
  const begun: string[] = [];
  const { start, end } = work(begun);
  const slots = new Slots(1);
  const first = slots.run(start('first'));
  const abort = new AbortController();
  const given = slots.run(start('given up'), { signal: abort.signal });
  const last = slots.run(start('last'));
  abort.abort(new Error('not any more'));
  await expect(given).rejects.toThrow('not any more');
  end('first');
  await first;
  end('last');
  await last;
  expect(begun).toEqual(['first', 'last']);
});
