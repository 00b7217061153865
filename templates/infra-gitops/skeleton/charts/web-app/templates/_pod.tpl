{{/*
What the pods of the Deployment and of the migrations Job have in common.
*/}}

{{- define "web-app.image" -}}
{{- with .Values.image -}}
{{ .repository }}:{{ .tag }}{{ if .digest }}@{{ .digest }}{{ end }}
{{- end -}}
{{- end }}

{{- define "web-app.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ int64 .Values.user }}
runAsGroup: {{ int64 .Values.user }}
{{- if .Values.media.enabled }}
fsGroup: {{ int64 .Values.user }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "web-app.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "web-app.environmentVariables" -}}
envFrom:
  - configMapRef:
      name: {{ .Release.Name | quote }}
{{- if or .Values.postgresql.enabled .Values.secretEnv }}
env:
  {{- if .Values.postgresql.enabled }}
  - name: DATABASE_URL
    valueFrom:
      secretKeyRef:
        name: {{ printf "%s-db-app" .Release.Name | quote }}
        key: uri
  {{- end }}
  {{- range .Values.secretEnv }}
  - name: {{ .name | quote }}
    valueFrom:
      secretKeyRef:
        name: {{ .secret | quote }}
        key: {{ .key | quote }}
  {{- end }}
{{- end }}
{{- end }}
