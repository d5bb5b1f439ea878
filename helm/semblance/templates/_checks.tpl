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
