package kustomization

// Objects that random kustomizations are made of. NAME is replaced.
var corpus = []string{
	`apiVersion: apps/v1
kind: Deployment
metadata:
  name: NAME # a comment
  labels: {app: NAME}
spec:
  selector:
    matchLabels: {app: NAME}
  template:
    metadata:
      labels: {app: NAME}
      annotations:
        checksum: "0123"
    spec:
      serviceAccountName: NAME
      priorityClassName: NAME
      imagePullSecrets: [{name: NAME}]
      initContainers:
        - name: init
          image: nginx
      containers:
        - name: main
          image: ghcr.io/acme/app:1.0@sha256:abc
          args: ["--flag", '5', -v, "yes"]
          ports:
            - containerPort: 8080
              name: http
            - {containerPort: 9090, protocol: UDP}
          env:
            - {name: A, value: "1"}
            - name: B
              valueFrom: {configMapKeyRef: {name: NAME, key: b}}
            - name: C
              valueFrom: {secretKeyRef: {name: NAME, key: c}}
          envFrom:
            - configMapRef: {name: NAME}
            - secretRef: {name: NAME}
          volumeMounts:
            - {name: data, mountPath: /data}
            - {name: config, mountPath: /config, readOnly: true}
        - name: nginx
          image: nginx:1.2
          resources: {limits: {cpu: 0.5, memory: 64Mi}}
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: NAME}
        - name: config
          projected:
            sources:
              - configMap: {name: NAME}
              - secret: {name: NAME}
        - {name: tmp, emptyDir: {}}
`,
	`apiVersion: apps/v1
kind: StatefulSet
metadata: {name: NAME, namespace: other}
spec:
  serviceName: NAME
  replicas: 1
  selector: {matchLabels: {app: NAME}}
  template:
    metadata: {labels: {app: NAME}}
    spec:
      containers: [{name: main, image: "redis:7"}]
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector: {matchLabels: {app: NAME}}
              topologyKey: kubernetes.io/hostname
  volumeClaimTemplates:
    - metadata: {name: data}
      spec: {storageClassName: NAME}
`,
	`apiVersion: v1
kind: Service
metadata: {name: NAME}
spec:
  selector: {app: NAME}
  ports:
    - {name: http, port: 80, targetPort: http}
    - {name: dns, port: 53, protocol: UDP}
---
# Nothing but a comment.
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: NAME}
imagePullSecrets: [{name: NAME}]
`,
	`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: NAME
  annotations:
    nginx.ingress.kubernetes.io/auth-secret: NAME
    nginx.ingress.kubernetes.io/fastcgi-params-configmap: "NAME"
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: NAME, port: {number: 80}}}
  tls: [{hosts: [example.com], secretName: NAME}]
  rules:
    - host: example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: NAME, port: {name: http}}}}
`,
	`apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: NAME}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: NAME}
  minReplicas: 2
  maxReplicas: 1000000
`,
	`apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: NAME}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: NAME}
subjects:
  - {kind: ServiceAccount, name: NAME}
  - {kind: ServiceAccount, name: default}
  - {kind: ServiceAccount, name: NAME, namespace: other}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: NAME}
rules:
  - {apiGroups: [""], resources: [configmaps], resourceNames: [NAME, another], verbs: ["get"]}
`,
	`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: NAME}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: NAME}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: NAME}
subjects:
  - {kind: ServiceAccount, name: NAME, namespace: default}
`,
	`apiVersion: v1
kind: ConfigMap
metadata: {name: NAME}
data:
  a: "5"
  yes: 'no'
  text: |
    two
    lines
  folded: >-
    one
    line
  long: a text that is longer than eighty letters, so that whoever writes it must break it somewhere in the middle
`,
	`apiVersion: v1
kind: Secret
metadata: {name: NAME, labels: {app: x}}
type: Opaque
stringData: {password: "007", empty: ""}
`,
	`apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: NAME}
spec:
  storageClassName: NAME
  resources: {requests: {storage: 1Gi}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: NAME}
provisioner: none
parameters: {secretName: NAME}
---
`,
	`apiVersion: batch/v1
kind: CronJob
metadata: {name: NAME}
spec:
  schedule: "*/5 * * * *"
  suspend: null
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: main
              image: nginx:1
              envFrom: [{configMapRef: {name: NAME}}]
`,
	`apiVersion: batch/v1
kind: Job
metadata: {name: NAME}
spec:
  backoffLimit:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: main, image: "ghcr.io/acme/app"}]
`,
	`apiVersion: example.com/v1
kind: Widget
metadata: {name: NAME}
spec:
  containers: [{name: a, image: nginx}, {name: a, image: nginx}]
  ports: [1, 2]
  ratio: 0.25
  big: 123456789012345678
  template: {apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{name: main, image: x}]}}}}
  selector: {matchLabels: {app: NAME}}
`,
	`apiVersion: v1
kind: Namespace
metadata: {name: NAME}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: NAME}
spec: {selector: {matchLabels: {app: NAME}}, minAvailable: 50%}
`,
	`apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: NAME}
webhooks:
  - name: a.example.com
    clientConfig: {service: {name: NAME, namespace: default, path: /x}}
`,
	`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: NAME, annotations: {note: "a: b"}}
spec:
  podSelector: {matchLabels: {app: NAME}}
  ingress:
    - from: [{podSelector: {matchLabels: {app: other}}}, {namespaceSelector: {}}]
`,
	`apiVersion: v1
kind: Pod
metadata: {name: NAME, labels: {}}
spec: &spec
  containers: [{name: main, image: nginx}]
`,
	`apiVersion: v1
kind: List
items:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: NAME}}
`,
	`apiVersion: v1
kind: ConfigMap
metadata: {name: NAME, annotations: {config.kubernetes.io/local-config: "true"}}
`,
	`apiVersion: v1
kind: PersistentVolume
metadata: {name: NAME}
spec: {storageClassName: NAME, capacity: {storage: 5Gi}}
`,
}

// Patches that fit some of the objects. KIND and NAME are replaced.
var patches = []string{
	`apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, annotations: {patched: "yes"}}
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: nginx
          image: nginx:2
        - name: sidecar
          image: sidecar
        - name: main
          env: [{name: D, value: d}, {name: A, value: two}]
          args: [only]
`,
	`apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
spec:
  template:
    spec:
      containers:
        - {name: main, ports: [{containerPort: 8080, name: web}, {containerPort: 1, protocol: TCP}]}
      volumes: [{name: extra, emptyDir: {}}, {name: data, $patch: delete}]
`,
	`apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, labels: {app: null, more: "5"}}
spec:
  selector: null
  template:
    metadata: {annotations: null}
`,
	`apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
$patch: delete
`,
	`apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
spec:
  template:
    spec:
      $patch: replace
      containers: [{name: only, image: only}]
`,
	`apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
spec:
  template:
    spec:
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]
      tolerations: [{key: a, operator: Exists}]
      containers: [{name: main, volumeMounts: [{name: other, mountPath: /data}], command: []}]
`,
	`apiVersion: v1
kind: ConfigMap
metadata: {name: NAME}
data: {a: "6", b: null, text: "other"}
`,
	`apiVersion: v1
kind: Service
metadata: {name: NAME, annotations: {a: b}}
spec: {type: ClusterIP, ports: [{port: 80, targetPort: 8080}, {port: 443}]}
`,
	`apiVersion: example.com/v1
kind: Widget
metadata: {name: NAME}
spec: {ports: [3], ratio: 1, template: {spec: {template: {spec: {containers: [{name: other}]}}}}}
`,
	`- {op: add, path: /metadata/labels, value: {only: this}}
- {op: add, path: /spec/added, value: [1, "2", true, null, {a: b}]}
`,
	`- {op: add, path: /metadata/annotations/a~1b, value: "1"}
`,
	`- {op: remove, path: /spec/template/spec/containers/0}
- {op: add, path: /spec/template/spec/containers/-, value: {name: last, image: nginx}}
- {op: replace, path: /spec/template/spec/containers/0/image, value: other:1}
`,
	`[{"op": "add", "path": "/spec/replicas", "value": 4}, {"op": "test", "path": "/spec/replicas", "value": 4}]`,
	`- {op: move, from: /spec, path: /other}
`,
	`- op: add
  path: /spec/rules/0/host
  value: &host a.example.com
- op: add
  path: /spec/tls
  value: [{hosts: [*host]}]
`,
}
