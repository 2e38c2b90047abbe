#!/usr/bin/env bash
# Sees to it that the machine has what `make test` needs beyond Rust: Node, and programs from Debian packages, and those
# that are named as well, each as program:package.
# Installs packages only as root or in CI; elsewhere it names what is missing and stops.
set -euo pipefail

# program or file:package
needs=(cc:gcc git:git chromium:chromium thunderbird:thunderbird openssl:openssl
  /usr/lib/thunderbird/extensions/langpack-nl@thunderbird.mozilla.org.xpi:thunderbird-l10n-nl "$@")

# Debian's own Node is older than what the front end is built with, so nothing is installed here.
if ! command -v npm >/dev/null || ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 19) ? 0 : 1)'; then
  echo "Missing: Node 20.19 or newer with npm, for the pages. Please install it (https://nodejs.org) and run this again." >&2
  exit 1
fi

missing=()
for need in "${needs[@]}"; do
  command -v "${need%%:*}" >/dev/null || [[ -e ${need%%:*} ]] || missing+=("${need##*:}")
done
((${#missing[@]})) || exit 0

if ! command -v apt-get >/dev/null; then
  echo "Missing: ${missing[*]}. Please install them and run this again." >&2
  exit 1
fi
if [[ $EUID -eq 0 ]]; then
  as_root=()
elif [[ -n ${CI:-} ]] && command -v sudo >/dev/null; then
  as_root=(sudo)
else
  echo "Missing: ${missing[*]}. Please run: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -qy --no-install-recommends "${missing[@]}"
