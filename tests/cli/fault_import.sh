#!/bin/bash
# Import under faults: the n-th allocation, read, write, fsync, rename or step of the database fails, for every n until
# none is hit. However the import ends, the database is whole, and holds all of the file or nothing of it; when it ended
# well it holds all.
#
# Needs a build with -Dfault=true, named by CAIRN_FAULT_BIN; says so and passes where there is none. FAULT_STEP=7 tries
# every seventh call only.
[ -n "${CAIRN_FAULT_BIN:-}" ] && export CAIRN_BIN=$CAIRN_FAULT_BIN
. "$(dirname "$0")/lib.sh"
if [ -z "${CAIRN_FAULT_BIN:-}" ]; then
	skip "import under faults" "no build with -Dfault=true (CAIRN_FAULT_BIN)"
	exit 0
fi

file=$data/rows.csv
wanted=3
step=${FAULT_STEP:-1}
cairn init >/dev/null 2>&1
cp -r "$db" "$tmp/fresh.db"

total() { "$bin" --db "$db" posting list --json 2>/dev/null | py 'len(d)'; }
n_total=0
for site in alloc read write sync rename db; do
	bad='' hits=0 ended=0
	for ((n = 1; n < 20000; n += step)); do
		rm -f "$db" "$db"-*
		cp "$tmp/fresh.db" "$db"
		status=0
		CAIRN_FAULT=$site:$n "$bin" --db "$db" import "$file" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
		grep -q 'fault: hit' "$tmp/err" || { ended=1 && break; }
		hits=$((hits + 1))
		got=$(total)
		if [ "$got" != 0 ] && [ "$got" != "$wanted" ]; then bad="$site:$n left $got of $wanted postings"; fi
		if [ "$status" -eq 0 ] && [ "$got" != "$wanted" ]; then bad="$site:$n ended well with $got postings"; fi
		"$bin" --db "$db" check >"$tmp/check" 2>&1 || bad="$site:$n left a database that check refuses"
		[ -z "$bad" ] || break
	done
	n_total=$((n_total + hits))
	check_eq "$site: $hits calls failed in turn, nothing was half imported" "$bad" ""
	check_eq "$site: the loop came to its end" "$ended" 1
done
check "faults were met" test "$n_total" -gt 20
