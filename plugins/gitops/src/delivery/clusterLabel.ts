/** Name of a cluster, with its title if that says more. */
export function clusterLabel(name: string, title?: string): string {
  return title && title !== name ? `${name} · ${title}` : name;
}
