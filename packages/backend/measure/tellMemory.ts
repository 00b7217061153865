const MIB = 1024 * 1024;

/** Tells who started this process, whenever they ask, how much memory it has without garbage. */
process.on('message', message => {
  if (message === 'memory') {
    global.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    process.send?.({ residentMiB: process.memoryUsage.rss() / MIB });
  }
});
