import { readBody } from './readBody';

it('reads up to a size and no further', async () => {
  expect(await readBody(new Response('12345'), 5)).toBe('12345');
  expect(await readBody(new Response(null), 5)).toBe('');
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  await expect(readBody(new Response(endless), 4096)).rejects.toThrow(
    'more than 4096 bytes',
  );
  expect(pulled).toBeLessThan(10);
});
