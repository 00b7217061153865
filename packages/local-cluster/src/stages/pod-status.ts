/** What a stage makes of a pod's containers. */
export interface PodStatus {
  phase: 'Pending' | 'Running' | 'Succeeded';
  ready: boolean;
  /** Go template of one container's `state`, in YAML flow style. */
  state: string;
  /** Go template of its `lastState`, where it has one. */
  lastState?: string;
  /** Adds one to the restarts of a container that has been started before. */
  restarted?: boolean;
}

/**
 * The Go template of a pod's whole status, scheduling included, for it replaces
 * the lists that the pod has.
 */
export function podStatusTemplate(status: PodStatus): string {
  const { phase, ready, state, lastState = '{}', restarted = false } = status;
  const truth = ready ? 'True' : 'False';
  const reason = ready ? '' : 'ContainersNotReady';
  const condition = (type: string, value: string, why = '') =>
    `- {type: ${type}, status: "${value}", reason: "${why}", lastTransitionTime: {{ $now | Quote }}}`;
  return `
{{ $now := Now }}
{{ $root := . }}
phase: ${phase}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ PodIPWith .spec.nodeName (or .spec.hostNetwork false) (or .metadata.uid "") (or .metadata.name "") (or .metadata.namespace "") | Quote }}
startTime: {{ or .status.startTime $now | Quote }}
conditions:
- {type: PodScheduled, status: "True", lastTransitionTime: {{ or .status.startTime $now | Quote }}}
${condition('Initialized', 'True')}
${condition('Ready', truth, reason)}
${condition('ContainersReady', truth, reason)}
{{ range .spec.readinessGates }}
- {type: {{ .conditionType | Quote }}, status: "${truth}", lastTransitionTime: {{ $now | Quote }}}
{{ end }}
{{ with .spec.initContainers }}
initContainerStatuses:
{{ range . }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: {{ .image | Quote }}
  ready: true
  restartCount: 0
  state: {terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}
{{ end }}
{{ end }}
containerStatuses:
{{ range .spec.containers }}
{{ $container := . }}
{{ $restarts := 0 }}
{{ range $root.status.containerStatuses }}
{{ if eq .name $container.name }}{{ $restarts = add .restartCount ${restarted ? 1 : 0} }}{{ end }}
{{ end }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: {{ .image | Quote }}
  ready: ${ready}
  started: ${ready}
  restartCount: {{ $restarts }}
  state: ${state}
  lastState: ${lastState}
{{ end }}
`.trimStart();
}
