/**
 * How glibc allocates for the portal. Compiling the renderer takes many pieces of 32 KiB and frees
 * them: by the first setting not in one heap a thread, by the second each is given back at once,
 * where otherwise some 200 MiB would stay.
 */
export const allocatorSettings = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '32768',
};
