#!/usr/bin/env bash
# Tries the service against its own OpenAPI document with made-up requests: no answer may be a fault of the service, nor
# one that the document does not tell of. Needs Python 3; keeps what it installs in target/tools.
set -euo pipefail
cd "$(dirname "$0")/.."

version=4.32.5
built=$(realpath "${CARGO_TARGET_DIR:-target}")
tools=$built/tools/schemathesis-$version
if [[ ! -x $tools/bin/schemathesis ]]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet "schemathesis==$version"
fi

folder=$(mktemp -d)
POSTWACHT_LISTEN=127.0.0.1:0 "$built/debug/postwacht" serve --demo >"$folder/out" 2>"$folder/log" &
service=$!
trap 'kill $service 2>/dev/null || true; wait $service 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 300); do
  grep -q '^token: ' "$folder/out" && break
  kill -0 $service || { cat "$folder/log" >&2; exit 1; }
  sleep 0.1
done
url=$(sed -n 's/^listening on //p' "$folder/out" | head -1)
token=$(sed -n 's/^token: //p' "$folder/out" | head -1)

# It leaves notes where it runs.
cd "$folder"
# No schema can say which texts are addresses, so a request may hold to it and be refused.
"$tools/bin/schemathesis" run "$url/api/v1/openapi.json" \
  --header "Authorization: Bearer $token" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance \
  --max-examples "${SCHEMA_CASES:-100}" --seed 1
