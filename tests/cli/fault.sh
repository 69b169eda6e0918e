#!/bin/bash
# The n-th allocation, read, write, sync, rename and database step of an import fails, for n = 1, 2, ... until the import
# makes no so many calls. Each time the import says so or succeeds, and the file is whole with all postings or none.
# Every n up to 100, then steps that grow by a tenth; every n when CAIRN_LONG is set.
. "$(dirname "$0")/lib.sh"

cairn goal set --role ml-engineer --hours 5 >/dev/null
cp "$db" "$tmp/empty.db"
CAIRN_FAULT=db:1 "$bin" --db "$db" import "$data/lever.json" >/dev/null 2>"$tmp/err"
if ! grep -q '^fault: hit' "$tmp/err"; then
	skip "the fault loop" "this build has no faults (meson setup -Dfault=true)"
	exit 0
fi
rm -f "$db"* && cp "$tmp/empty.db" "$db"
cairn import "$data/lever.json" >/dev/null
all=$(n_postings)
check_eq "without a fault" "$((all > 0))" 1

# Counting the lines of one query is all that is asked of each file, so that a turn stays short.
count() { python3 -c 'import sqlite3, sys
c = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
print(c.execute("SELECT count(*) FROM posting").fetchone()[0], c.execute("SELECT count(*) FROM posting_text").fetchone()[0],
	c.execute("PRAGMA integrity_check").fetchone()[0], len(c.execute("PRAGMA foreign_key_check").fetchall()))' "$1"; }

for site in alloc read write sync rename db; do
	n=1 turns=0 succeeded=0 broken=""
	while :; do
		rm -f "$db"*
		cp "$tmp/empty.db" "$db"
		status=0
		CAIRN_NOW=2026-05-02T10:00:00Z CAIRN_FAULT=$site:$n "$bin" --db "$db" import "$data/lever.json" \
			>"$tmp/out" 2>"$tmp/err" || status=$?
		grep -q '^fault: hit' "$tmp/err" || break
		turns=$((turns + 1))
		found=$(count "$db" 2>&1)
		# An allocation that fails ends the program; anything else is told with a status of its own.
		case $status in
		0) succeeded=$((succeeded + 1)) ;;
		134) [ $site = alloc ] && grep -q memory "$tmp/err" || broken="$broken $n: aborted ($(tail -n 1 "$tmp/err"))" ;;
		*) grep -q '^cairn: ' "$tmp/err" || broken="$broken $n: status $status and no message ($(grep -m1 -E 'ERROR|runtime' "$tmp/err"))" ;;
		esac
		grep -Eq 'AddressSanitizer|LeakSanitizer|runtime error' "$tmp/err" && broken="$broken $n: $(grep -m1 -E 'Sanitizer|runtime' "$tmp/err")"
		[ "$found" = "0 0 ok 0" ] || [ "$found" = "$all $all ok 0" ] || broken="$broken $n: $found"
		[ $status -ne 0 ] || grep -q refused "$tmp/out" || [ "$found" = "$all $all ok 0" ] ||
			broken="$broken $n: said done, and nothing is there"
		if [ -n "${CAIRN_LONG:-}" ] || [ $n -lt 100 ]; then n=$((n + 1)); else n=$((n + n / 10)); fi
	done
	echo "# $site: $turns faults up to call $n, $succeeded of them outlived"
	check_eq "$site: all or nothing, and told" "$broken" ""
	rm -f "$db"* && cp "$tmp/empty.db" "$db"
done

# An export that fails leaves the archive that was there, or the new one when only its report failed, and nothing beside
# it.
cairn import "$data/lever.json" >/dev/null
cairn export "$tmp/old.tar.zst" >/dev/null
cairn log 10 sw.py >/dev/null
cairn export "$tmp/new.tar.zst" >/dev/null
mkdir "$tmp/box"
for site in alloc read write sync rename db; do
	n=1 broken=""
	while :; do
		cp "$tmp/old.tar.zst" "$tmp/box/x.tar.zst"
		status=0
		CAIRN_FAULT=$site:$n "$bin" --db "$db" export "$tmp/box/x.tar.zst" >"$tmp/out" 2>"$tmp/err" || status=$?
		grep -q '^fault: hit' "$tmp/err" || break
		cmp -s "$tmp/old.tar.zst" "$tmp/box/x.tar.zst" || cmp -s "$tmp/new.tar.zst" "$tmp/box/x.tar.zst" ||
			broken="$broken $n: another archive"
		[ $status -ne 0 ] || cmp -s "$tmp/new.tar.zst" "$tmp/box/x.tar.zst" || broken="$broken $n: not done"
		[ $site = alloc ] || [ "$(ls "$tmp/box")" = x.tar.zst ] || broken="$broken $n: rubbish"
		rm -f "$tmp"/box/*
		if [ $n -lt 100 ]; then n=$((n + 1)); else n=$((n + n / 10)); fi
	done
	echo "# export, $site: up to call $n"
	check_eq "export, $site: the old archive or a new one" "$broken" ""
done
rm -f "$db"* && cp "$tmp/empty.db" "$db"
check_out "and then it works" "new" cairn import "$data/lever.json"
