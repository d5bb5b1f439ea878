{{/* Name of the chart, as label. */}}
{{- define "semblance.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/*
Name of all objects. 52 characters leave room for the suffixes that this chart and the StatefulSet's controller add; CronJobs
have less.
*/}}
{{- define "semblance.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "semblance.name" . -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/*
Name of a CronJob, of root and suffix. Kubernetes takes 52 characters, and the other names of a release may not change for
that; so only a name that is too long is cut, and what was cut is told apart by its hash.
*/}}
{{- define "semblance.cronJobName" -}}
{{- $fullname := include "semblance.fullname" .root -}}
{{- $room := sub 51 (len .suffix) | int -}}
{{- if gt (len $fullname) $room -}}
{{- $fullname = printf "%s-%s" (trunc (sub $room 9 | int) $fullname | trimSuffix "-") (sha256sum $fullname | trunc 8) -}}
{{- end -}}
{{ $fullname }}-{{ .suffix }}
{{- end -}}

{{/* Labels by which the pod is selected. They are immutable in a StatefulSet, so nothing that changes may enter. */}}
{{- define "semblance.selectorLabels" -}}
app.kubernetes.io/name: {{ include "semblance.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "semblance.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "semblance.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of the pod: those without the chart's version, so that a new chart that changes nothing restarts nothing. */}}
{{- define "semblance.podLabels" -}}
{{ include "semblance.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- with .Values.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Label that lets a pod through the network policy. */}}
{{- define "semblance.clientLabel" -}}
{{ include "semblance.fullname" . }}-client
{{- end -}}

{{- define "semblance.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "semblance.secretName" -}}
{{- .Values.secret.existing | default (printf "%s-api" (include "semblance.fullname" .)) -}}
{{- end -}}

{{- define "semblance.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "semblance.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{/* Seconds of a duration such as 10s or 2m. */}}
{{- define "semblance.seconds" -}}
{{- $number := regexFind "^[0-9]+" . | int -}}
{{- ternary (mul $number 60) $number (hasSuffix "m" .) -}}
{{- end -}}

{{/*
Seconds that saving may take: as named, else what it takes to write a full volume once at 200 MB/s, at least a minute and
at most the hour that the service allows. A save that is cut loses nothing; the next start replays more.
*/}}
{{- define "semblance.saveSeconds" -}}
{{- if .Values.settings.saveTimeout -}}
{{- include "semblance.seconds" .Values.settings.saveTimeout -}}
{{- else -}}
{{- min 3600 (max 60 (div (include "semblance.mebibytes" .Values.persistence.size) 200)) -}}
{{- end -}}
{{- end -}}

{{/* Seconds from SIGTERM to SIGKILL: all that a stop may take by the settings, and ten for the JVM itself. */}}
{{- define "semblance.graceSeconds" -}}
{{- $drain := include "semblance.seconds" .Values.settings.drain | int -}}
{{- $finish := include "semblance.seconds" .Values.settings.finishTimeout | int -}}
{{- add $drain $finish (include "semblance.saveSeconds" . | int) 10 -}}
{{- end -}}

{{/* What the Pod Security Standard "restricted" asks of every container, and a root file system that nobody writes. */}}
{{- define "semblance.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end -}}

{{- define "semblance.podSecurity" -}}
runAsNonRoot: true
{{- range $name := list "runAsUser" "runAsGroup" "fsGroup" }}
{{- $id := index $.Values.securityContext $name }}
{{- if not (kindIs "invalid" $id) }}
{{ $name }}: {{ int64 $id }}
{{- end }}
{{- end }}
# Without it every start would visit each file of the volume.
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Volume with the secrets. The second may be absent, and appears in the running pod when it is made. */}}
{{- define "semblance.secretVolume" -}}
name: api-secret
projected:
  # 0440, readable for the pod's group; in decimal, since YAML 1.2 reads 0440 as 440.
  defaultMode: 288
  sources:
    - secret:
        name: {{ include "semblance.secretName" . }}
        items:
          - key: {{ .Values.secret.key }}
            path: api-secret
    - secret:
        name: {{ include "semblance.secretName" . }}
        optional: true
        items:
          - key: {{ .Values.secret.nextKey }}
            path: api-secret-next
{{- end -}}

{{/*
One variable of the service. Helm reads every number of a values file as a float and would write 5000000 as 5e+06, which the
service does not take for a whole number.
*/}}
{{- define "semblance.variable" -}}
{{- $value := index . 1 -}}
{{- if and (kindIs "float64" $value) (eq $value (floor $value)) -}}
{{- $value = printf "%.0f" $value -}}
{{- end -}}
- name: {{ index . 0 }}
  value: {{ $value | toString | quote }}
{{- end -}}

{{/* Labels of the pods of jobs: they are no instances, so neither the Service nor the StatefulSet may select them. */}}
{{- define "semblance.jobLabels" -}}
app.kubernetes.io/name: {{ include "semblance.name" . }}-job
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/*
Spec of a CronJob that asks the service over HTTP: a dict of root, schedule, words, memory and, for one that opens indexes
itself, scratch, the size of a volume for them, and options for the JVM.
*/}}
{{- define "semblance.job" -}}
schedule: {{ .schedule | quote }}
# One at a time; a job that is late by an hour waits for the next time.
concurrencyPolicy: Forbid
startingDeadlineSeconds: 3600
successfulJobsHistoryLimit: 1
failedJobsHistoryLimit: 3
jobTemplate:
  spec:
    backoffLimit: 1
    activeDeadlineSeconds: 21600
    template:
      metadata:
        labels:
          {{- include "semblance.jobLabels" .root | nindent 10 }}
          {{ include "semblance.clientLabel" .root }}: "true"
      spec:
        restartPolicy: Never
        serviceAccountName: {{ include "semblance.serviceAccountName" .root }}
        automountServiceAccountToken: false
        enableServiceLinks: false
        securityContext:
          {{- include "semblance.podSecurity" .root | nindent 10 }}
        {{- with .root.Values.image.pullSecrets }}
        imagePullSecrets:
          {{- range . }}
          - name: {{ . }}
          {{- end }}
        {{- end }}
        {{- with .root.Values.nodeSelector }}
        nodeSelector:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        {{- with .root.Values.tolerations }}
        tolerations:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        containers:
          - name: semblance
            image: {{ include "semblance.image" .root }}
            imagePullPolicy: {{ .root.Values.image.pullPolicy }}
            args:
              {{- range .words }}
              - {{ . }}
              {{- end }}
              - --url
              - http://{{ include "semblance.fullname" .root }}:{{ .root.Values.service.port }}
              - --secret-file
              - /etc/semblance/api-secret
            securityContext:
              {{- include "semblance.containerSecurity" .root | nindent 14 }}
            {{- with .options }}
            env:
              {{- include "semblance.variable" (list "JDK_JAVA_OPTIONS" .) | nindent 14 }}
            {{- end }}
            resources:
              requests:
                cpu: 100m
                memory: {{ .memory }}
              limits:
                memory: {{ .memory }}
            volumeMounts:
              - name: api-secret
                mountPath: /etc/semblance
                readOnly: true
              - name: tmp
                mountPath: /tmp
              {{- if .scratch }}
              - name: scratch
                mountPath: /scratch
              {{- end }}
        volumes:
          - {{- include "semblance.secretVolume" .root | nindent 12 }}
          - name: tmp
            emptyDir:
              sizeLimit: {{ .root.Values.resources.tmp }}
          {{- with .scratch }}
          # Lives as long as the pod, on a volume of the same class as the data.
          - name: scratch
            ephemeral:
              volumeClaimTemplate:
                spec:
                  accessModes:
                    - ReadWriteOnce
                  {{- if not (kindIs "invalid" $.root.Values.persistence.storageClassName) }}
                  storageClassName: {{ $.root.Values.persistence.storageClassName | quote }}
                  {{- end }}
                  resources:
                    requests:
                      storage: {{ . }}
          {{- end }}
{{- end -}}

{{/* What no schema can say: values that must fit each other. Renders nothing, or fails by the names of both. */}}
{{- define "semblance.checks" -}}
{{- with .Values.secret -}}
{{- if eq .key .nextKey -}}
{{- fail (printf "secret.key and secret.nextKey are both %s: the second secret of a rotation needs a key of its own" .key) -}}
{{- end -}}
{{- end -}}
{{- with .Values.resources -}}
{{- if .cpuLimit -}}
{{- if gt (include "semblance.millicores" .cpu | int64) (include "semblance.millicores" .cpuLimit | int64) -}}
{{- fail (printf "resources.cpu is %s, more than resources.cpuLimit, %s" .cpu .cpuLimit) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with .Values.monitoring.serviceMonitor -}}
{{- if gt (include "semblance.milliseconds" .scrapeTimeout | int64) (include "semblance.milliseconds" .interval | int64) -}}
{{- fail (printf "monitoring.serviceMonitor.scrapeTimeout is %s, longer than its interval, %s, which Prometheus refuses" .scrapeTimeout .interval) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Processors such as 500m, 2 or 1.5 in thousandths. */}}
{{- define "semblance.millicores" -}}
{{- ternary (trimSuffix "m" .) (mulf (float64 (trimSuffix "m" .)) 1000 | int64 | toString) (hasSuffix "m" .) -}}
{{- end -}}

{{/* A duration such as 500ms, 10s or 2m in thousandths of a second. */}}
{{- define "semblance.milliseconds" -}}
{{- mul (regexFind "^[0-9]+" . | int64) (index (dict "ms" 1 "s" 1000 "m" 60000) (regexFind "(ms|s|m)$" .)) -}}
{{- end -}}

{{/* A size such as 20Gi in MiB, since 20480Mi is the same and Kubernetes writes it as 20Gi; another form stays as it is. */}}
{{- define "semblance.mebibytes" -}}
{{- if regexMatch "^[0-9]+[MGTP]i$" . -}}
{{- mul (regexFind "^[0-9]+" . | int64) (index (dict "Mi" 1 "Gi" 1024 "Ti" 1048576 "Pi" 1073741824) (regexFind "[MGTP]i$" .)) -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}
