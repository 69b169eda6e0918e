#!/bin/sh
# Starts a PostgreSQL server of its own in a temporary folder, runs a command with CAIRN_TEST_PG set to its address, and
# stops it. Without the server's programs it says so, as a test that was skipped.
#
#	tests/pg/with-pg.sh COMMAND [ARGUMENT...]
#
# The role it gives is no superuser, so that row-level security holds; CAIRN_TEST_PG_ADMIN is the superuser's address.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
	echo "1..1"
	echo "ok 1 - postgresql # SKIP no PostgreSQL server here (apt install postgresql)"
	exit 0
fi

dir=$(mktemp -d /tmp/cairn-pg.XXXXXX)
as() { "$@"; }
if [ "$(id -u)" = 0 ]; then
	# PostgreSQL refuses to run as root.
	owner=postgres
	id "$owner" >/dev/null 2>&1 || owner=nobody
	chown "$owner" "$dir"
	as() { runuser -u "$owner" -- "$@"; }
fi
stop() {
	as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM

cd "$dir"
chmod 755 "$dir"
# No fsync: what is tested is us, and the folder is thrown away.
as "$bin/initdb" -D "$dir/data" -U admin -A trust -E UTF8 --locale=C.UTF-8 -N >"$dir/initdb.log" 2>&1 ||
	{ cat "$dir/initdb.log" >&2; exit 1; }
as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/data/log" \
	-o "-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=off -c unix_socket_permissions=0777" \
	start >/dev/null || { cat "$dir/data/log" >&2; exit 1; }
"$bin/psql" -q -h "$dir" -U admin -d postgres -c "CREATE ROLE cairn LOGIN" -c "CREATE DATABASE cairn OWNER cairn" >/dev/null
cd "$OLDPWD"

status=0
CAIRN_TEST_PG="postgresql://cairn@/cairn?host=$dir" CAIRN_TEST_PG_ADMIN="postgresql://admin@/cairn?host=$dir" "$@" ||
	status=$?
exit "$status"
