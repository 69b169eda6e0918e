#!/bin/sh
# Installs the browser's driver when it is not there, and runs test.mjs. run.sh CAIRN SOURCE SHOTS
cairn=$(realpath "$1") shots=$(realpath -m "$3") && shift 3 || exit 1
set -- "$cairn" "$(realpath "$(dirname "$0")/../..")" "$shots"
here=$(dirname "$0") cairn=$(realpath "$1") source=$(realpath "$2") shots=$3
cd "$here" || exit 1
skip() {
	echo "1..1"
	echo "ok 1 - browser # SKIP $1"
	exit 0
}
[ -x /usr/bin/chromium ] || skip "chromium is not installed"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	npm ci --silent >/dev/null 2>&1 || skip "npm could not install tests/browser/package.json"
fi
exec node test.mjs "$cairn" "$source" "$shots" 2>&1
