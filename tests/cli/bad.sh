#!/bin/bash
# What can go wrong around the program: hostile files, a full disk, a locked, damaged or newer database, two at once.
. "$(dirname "$0")/lib.sh"

cairn goal set --role ml-engineer --hours 5 >/dev/null
cairn import "$data/advert.txt" >/dev/null
before=$(dump "$tmp/a.tar.zst" | sha256sum)
unchanged() { check_eq "$1: nothing is lost" "$(dump "$tmp/b.tar.zst" | sha256sum)" "$before"; }
many() { # TEXT MEGABYTES
	python3 -c 'import sys; s = sys.argv[1].encode(); n = int(sys.argv[2]) * 1000000 // len(s)
for _ in range(100): sys.stdout.buffer.write(s * (n // 100))' "$1" "$2"
}

# Files made to harm. 200 MB are refused by their size, what is below the limit by its depth.
many '[' 200 >"$tmp/deep.json"
check_fail "200 MB of nested brackets" 6 "MB" timeout 60 "$bin" --db "$db" import "$tmp/deep.json"
for what in '[' '{"a":' '<div>' '<a><b>' '[{' '"'; do
	many "$what" 30 >"$tmp/deep"
	run timeout 100 "$bin" --db "$db" import "$tmp/deep"
	check_eq "30 MB of $what" "$([ $status -eq 2 ] || [ $status -eq 6 ] && grep -c '^cairn: ' "$tmp/err")" 1
done
many '[' 30 >"$tmp/deep.html" && sed -i '1s/^/<html><body><script type="application\/ld+json">/' "$tmp/deep.html"
run timeout 100 "$bin" --db "$db" import "$tmp/deep.html"
check_eq "the same within a page" "$([ $status -eq 2 ] || [ $status -eq 6 ] && grep -c '^cairn: ' "$tmp/err")" 1
rm -f "$tmp"/deep*
check_fail "a text past the reader's limit" 6 "." "$bin" posting skills <(many 'Python and PyTorch. ' 40)
unchanged "files made to harm"

# A full disk.
if [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null; then
	mkdir "$tmp/disk"
	python3 - "$tmp/big.json" <<'END'
import json, sys
words = "Python PyTorch SQL statistics experiment hospital north team build measure ship".split()
text = lambda i: "<p>" + " ".join(words[(i * 7 + k * k) % len(words)] + str((i * k) % 97) for k in range(400)) + "</p>"
json.dump({"jobs": [{"id": i, "title": f"ML Engineer {i}", "absolute_url": f"https://example.org/{i}?gh_jid={i}",
                     "location": {"name": "Oslo"}, "content": text(i)} for i in range(1, 1500)]}, open(sys.argv[1], "w"))
END
	cat >"$tmp/full.sh" <<'END'
mount -t tmpfs -o size=2m tmpfs "$1/disk" || exit 99
cp "$3" "$1/disk/cairn.db"
"$2" --db "$1/disk/cairn.db" import "$1/big.json"
status=$?
"$2" --db "$1/disk/cairn.db" check >&2 || exit 98
"$2" --db "$1/disk/cairn.db" posting list --json >"$1/disk.json" || exit 97
dd if=/dev/zero of="$1/disk/fill" bs=4k status=none 2>/dev/null
"$2" --db "$1/disk/cairn.db" export "$1/disk/x.tar.zst"
echo $? >"$1/full.export"
"$2" --db "$1/disk/cairn.db" backup --dir "$1/disk/copies"
echo $? >"$1/full.backup"
ls -R "$1/disk" >"$1/full.ls"
exit $status
END
	"$bin" --db "$db" backup --dir "$tmp/copies" >/dev/null
	run unshare -m bash "$tmp/full.sh" "$tmp" "$bin" "$tmp"/copies/*.db
	cp "$tmp/err" "$tmp/full.err"
	check_eq "import on a full disk: status 9" "$status" 9
	check "it says so, and what to do" grep -Eq "Free some space" "$tmp/full.err"
	check_eq "and has changed nothing" "$(py 'len(d)' <"$tmp/disk.json")" 1
	check_eq "export on a full disk" "$(cat "$tmp/full.export")" 9
	check_eq "backup on a full disk" "$(cat "$tmp/full.backup")" 9
	check "neither leaves half a file" test -z "$(grep -E 'x.tar|cairn-.*\.db$' "$tmp/full.ls")"
else
	skip "a full disk" "needs root and a mount namespace of its own"
fi
check_fail "a file that may not grow" 9 "." bash -c 'trap "" XFSZ; ulimit -f 8; exec "$@"' - "$bin" --db "$db" import "$data/lever.json"
unchanged "a file that may not grow"

# Somebody else holds the database.
(exec 9>>"$db-write.lock"; flock 9; exec sleep 30) &
holder=$!
sleep 0.3
check_fail "another program writes" 4 "another program has been writing" cairn log 10 sw.py
check_out "reading goes on" "^Week of" cairn plan --week
kill $holder 2>/dev/null
wait $holder 2>/dev/null
check_out "afterwards it is free" "Logged" cairn log 10 sw.py
cairn log undo "$(cairn log list --json | py 'd[0]["id"]')"
before=$(dump "$tmp/a.tar.zst" | sha256sum)
chmod 000 "$db"
[ "$(id -u)" = 0 ] || check_fail "a file one may not read" 5 "." cairn plan
chmod 600 "$db"

# Twelve commands write at once, and one reads.
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	CAIRN_NOW=2026-05-01T20:00:0$((i % 10))Z "$bin" --db "$db" log "$i" sw.py >"$tmp/w.$i" 2>&1 &
done
cairn plan >/dev/null
for job in $(jobs -p); do wait "$job"; done
check_eq "twelve at once: none is lost" "$(cairn log list --json | py 'sorted(m["minutes"] for m in d)')" "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"
before=$(dump "$tmp/a.tar.zst" | sha256sum)

# A server, a second one, and a command on the same file.
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
serve() { # PORT LOG
	CAIRN_NOW=2026-05-01T21:00:00Z "$bin" --db "$db" serve --listen "127.0.0.1:$1" >/dev/null 2>"$2" &
	for _ in $(seq 100); do grep -q "Cairn is ready" "$2" && return; sleep 0.1; done
	return 1
}
port=$(free_port)
check "a server starts" serve "$port" "$tmp/serve.log"
server=$(jobs -p | tail -n 1)
check "it answers" curl -sf -o /dev/null -c "$tmp/jar" -b "$tmp/jar" -L "http://127.0.0.1:$port/plan"
check_out "a command writes beside it" "Recorded" cairn evidence add ml.log --level 2 --kind course --note 'by a command'
check "the server sees it" bash -c 'curl -sf -c "$1" -b "$1" -L "http://127.0.0.1:$2/skills/ml.log" | grep -q "by a command"' - "$tmp/jar" "$port"
check_fail "a second server on the same port" 4 "$port" "$bin" --db "$db" serve --listen "127.0.0.1:$port"
second=$(free_port)
check "a second server on another" serve "$second" "$tmp/serve2.log"
other=$(jobs -p | tail -n 1)
check "it answers too" curl -sf -o /dev/null -c "$tmp/jar2" -b "$tmp/jar2" -L "http://127.0.0.1:$second/plan"
check_out "an import beside both" "2 new" cairn import "$data/lever.json"
check "both see it" bash -c 'for p in $2 $3; do curl -sf -c "$1.$p" -b "$1.$p" -L "http://127.0.0.1:$p/postings" | grep -q "Applied Scientist" || exit 1; done' - "$tmp/jar" "$port" "$second"
for bad in nowhere 127.0.0.1 127.0.0.1:0x50 127.0.0.1:99999 :http; do
	run timeout 10 "$bin" --db "$db" serve --listen "$bad"
	check_eq "serve on $bad is refused" "$([ $status -ge 2 ] && [ $status -le 11 ] && grep -c '^cairn: ' "$tmp/err")" 1
done
kill -TERM "$server" "$other"
wait "$server"
check_eq "a server that is asked to end does" "$?" 0
wait "$other"
kill -9 "$(CAIRN_NOW=2026-05-01T21:00:00Z "$bin" --db "$db" serve --listen "127.0.0.1:$(free_port)" >/dev/null 2>&1 & echo $!; sleep 0.5)"
check_out "a server that was killed has harmed nothing" "whole" cairn check
before=$(dump "$tmp/a.tar.zst" | sha256sum)

# Damaged, foreign and newer files; each is left as it was.
cairn backup --dir "$tmp/good" >/dev/null
good=$(ls "$tmp"/good/*.db)
damaged() { # NAME STATUS PATTERN FILE
	local sum
	sum=$(sha256sum <"$4")
	check_fail "$1" "$2" "$3" "$bin" --db "$4" plan
	check_fail "$1: no write either" "$2" "$3" "$bin" --db "$4" log 10 sw.py
	check_fail "$1: nor a server" "$2" "$3" timeout 20 "$bin" --db "$4" serve --listen "127.0.0.1:$(free_port)"
	check_eq "$1: the file was not touched" "$(sha256sum <"$4")" "$sum"
}
head -c 65536 /dev/urandom >"$tmp/random.db"
damaged "a file that is no database" 2 "not a Cairn database" "$tmp/random.db"
printf 'SQLite format 3\0' >"$tmp/short.db"
damaged "a file that is cut off behind its first bytes" 2 "." "$tmp/short.db"
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("CREATE TABLE t (x)"); c.commit()' "$tmp/other.db"
damaged "somebody else's database" 2 "not a Cairn database" "$tmp/other.db"
cp "$good" "$tmp/newer.db"
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("PRAGMA user_version = 999"); c.execute("INSERT INTO schema_version VALUES (999, %r, %r, 0)" % ("later", "x")); c.commit(); c.execute("PRAGMA journal_mode = WAL"); c.close()' "$tmp/newer.db"
damaged "a database of a newer version" 4 "newer" "$tmp/newer.db"
cp "$good" "$tmp/half.db" && truncate -s $(($(stat -c %s "$good") / 2)) "$tmp/half.db"
damaged "half a database" 2 "damaged" "$tmp/half.db"
check_fail "it says what to do" 2 "put the newest copy in its place" "$bin" --db "$tmp/half.db" plan
cp "$good" "$tmp/flip.db"
python3 - "$tmp/flip.db" <<'END'
import sys
p = sys.argv[1]
b = bytearray(open(p, "rb").read())
size = int.from_bytes(b[16:18], "big")
for page in range(8, len(b) // size, 3):  # the middle of every third page
    for i in range(size // 2, size // 2 + 64):
        b[page * size + i] ^= 0x5a
open(p, "wb").write(b)
END
run "$bin" --db "$tmp/flip.db" check
cat "$tmp/out" "$tmp/err" >"$tmp/said"
check_eq "check finds flipped bytes" "$([ $status -eq 10 ] || [ $status -eq 2 ] && echo found)" found
check "and says what to do" grep -q "put the newest copy in its place" "$tmp/said"
db=$good

# --- without standard streams nothing is written where they would have been
nowhere() { # COMMAND...: with all three closed
	("$bin" --db "$good" "$@" <&- >&- 2>&-)
}
check "backup says nothing to nobody" nowhere backup
check "import too" nowhere import "$data/lever.json"
check_eq "an error is still one" "$(nowhere nonsense; echo $?)" 2
check_eq "the lock's file stays empty" "$(stat -c %s "$good-write.lock")" 0
check_out "the copy is whole" "whole" cairn check
