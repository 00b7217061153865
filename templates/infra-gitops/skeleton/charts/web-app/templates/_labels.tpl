{{/*
The environment, which the namespace is named by: <component>-<environment>.
*/}}
{{- define "web-app.environment" -}}
{{- $environment := trimPrefix (printf "%s-" .Release.Name) .Release.Namespace -}}
{{- if eq $environment .Release.Namespace -}}
{{- fail (printf "the namespace of %s must be %s-<environment>, not %s" .Release.Name .Release.Name .Release.Namespace) -}}
{{- end -}}
{{- $environment -}}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "web-app.labels" -}}
app.kubernetes.io/name: {{ .Release.Name | quote }}
app.kubernetes.io/part-of: {{ .Values.system | default .Release.Name | quote }}
app.kubernetes.io/managed-by: argocd
slipway.dev/component: {{ .Release.Name | quote }}
slipway.dev/environment: {{ include "web-app.environment" . | quote }}
{{- end }}

{{/*
Labels that select the pods that answer requests. They cannot change once applied.
*/}}
{{- define "web-app.selector" -}}
app.kubernetes.io/name: {{ .Release.Name | quote }}
app.kubernetes.io/component: web
{{- end }}

{{/*
Name and namespace of an object, and its labels: include "web-app.metadata" (list . "-suffix").
*/}}
{{- define "web-app.metadata" -}}
{{- $root := index . 0 -}}
name: {{ printf "%s%s" $root.Release.Name (index . 1) | quote }}
namespace: {{ $root.Release.Namespace | quote }}
labels:
  {{- include "web-app.labels" $root | nindent 2 }}
{{- end }}
