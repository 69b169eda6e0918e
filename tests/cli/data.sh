#!/bin/bash
# Export and restore, backup and rotation, check, rebuild; JSON of every reading command.
. "$(dirname "$0")/lib.sh"

cairn goal set --role ml-engineer --industry health --hours 7.5 --by 2027-01-31 --from data-analyst --claim sw.py=2 >/dev/null
cairn import "$data"/{greenhouse.json,lever.json,ashby.json,simplify.json,page_jsonld.html,rows.csv,advert.txt,feed.xml} >/dev/null
sed 's/"max":90000/"max":95000/' "$data/lever.json" >"$tmp/changed.json"
cairn import "$tmp/changed.json" >/dev/null
cairn log 45 sw.py $'two\nlines, "quotes", ünïcode \xf0\x9f\xaa\xa8' >/dev/null
cairn log 30 da.sql >/dev/null
cairn log undo "$(cairn log list --json | py 'd[0]["id"]')"
cairn evidence add sw.py --level 3 --kind project --url https://example.org/p >/dev/null
cairn plan pin ml.log >/dev/null
cairn setting set name 'Ada' && cairn setting set theme dark
cairn posting hide "$(cairn posting list --json | py 'd[0]["id"]')"

# Every command that reads answers with JSON a program takes.
for command in init "goal show" "role list" "industry list" today gap plan "plan --week" "plan --all" "posting list" \
	"posting list --hidden" "skill list" "skill show ml.log" "log list" "evidence list" "setting list" check "backup --list" \
	"import --dry-run $data/lever.json" "posting skills $data/advert.txt" \
	"posting show $(cairn posting list --json | py 'd[0]["id"]')" "backup --dir $tmp/json" "export $tmp/json.tar.zst" \
	"restore $tmp/json.tar.zst" rebuild; do
	cairn $command --json >"$tmp/json.out" 2>"$tmp/json.err"
	check "$(echo "$command" | cut -d' ' -f1-2) --json" python3 -m json.tool "$tmp/json.out"
	check "$(echo "$command" | cut -d' ' -f1-2) --json says nothing else" test ! -s "$tmp/json.err"
done

# Export and restore are exact inverses.
check_out "export" "^Exported [0-9]+ rows of [0-9]+ tables" cairn export "$tmp/one.tar.zst"
check_eq "the archive is the owner's alone" "$(stat -c %a "$tmp/one.tar.zst")" 600
cairn export "$tmp/one2.tar.zst" >/dev/null
check "the same data, the same bytes" cmp "$tmp/one.tar.zst" "$tmp/one2.tar.zst"
first=$db db=$tmp/second.db
check_out "restore into a new file" "^Restored" cairn restore "$tmp/one.tar.zst"
cairn export "$tmp/two.tar.zst" >/dev/null
check "export of a restore is the export" cmp "$tmp/one.tar.zst" "$tmp/two.tar.zst"
for command in gap "plan --all" "posting list" "log list" "evidence list" "setting list" "goal show" "skill show sw.py"; do
	check_eq "the same $command" "$(CAIRN_NOW=2026-05-02T10:00:00Z "$bin" --db "$db" $command --json)" \
		"$(CAIRN_NOW=2026-05-02T10:00:00Z "$bin" --db "$first" $command --json)"
done
check_out "restored twice: all is there already" "were there already" cairn restore "$tmp/one.tar.zst"
cairn export "$tmp/three.tar.zst" >/dev/null
check "and nothing has changed" cmp "$tmp/one.tar.zst" "$tmp/three.tar.zst"
cairn log 15 sw.py >/dev/null
cairn restore "$tmp/one.tar.zst" >/dev/null
check_eq "a merge keeps what is newer" "$(cairn log list --json | py 'sorted(m["minutes"] for m in d)')" "[15, 45]"

# What is no archive.
db=$first
before=$(dump "$tmp/b.tar.zst" | sha256sum)
head -c 3000 "$tmp/one.tar.zst" >"$tmp/cut.tar.zst"
check_fail "an archive that is cut off" 2 "." cairn restore "$tmp/cut.tar.zst"
check_fail "a file that is none" 2 "." cairn restore "$data/lever.json"
check_fail "a file that is not there" 3 "." cairn restore "$tmp/nothing.tar.zst"
: >"$tmp/empty.tar.zst"
check_fail "an empty file" 2 "." cairn restore "$tmp/empty.tar.zst"
check_fail "a folder" 2 "is a folder" cairn restore "$tmp"
repack() { # the files of $tmp/un as an archive; names in the order of the first
	(cd "$tmp/un" && tar --format=ustar --owner=0 --group=0 -cf - $(tar --zstd -tf "$tmp/one.tar.zst")) | zstd -q >"$1"
}
mkdir "$tmp/un" && tar --zstd -xf "$tmp/one.tar.zst" -C "$tmp/un"
chmod -R u+rw "$tmp/un"
minutes=$(cd "$tmp/un" && grep -l '"minutes":45' -r . | head -n 1)
check "the archive is plain text" test -n "$minutes"
sed -i 's/"minutes":45/"minutes":46/' "$tmp/un/$minutes"
repack "$tmp/forged.tar.zst"
check_fail "a row that was changed: the checksum tells" 2 "$(basename "$minutes" | cut -d. -f1)" cairn restore "$tmp/forged.tar.zst"
tar --zstd -xf "$tmp/one.tar.zst" -C "$tmp/un" && chmod -R u+rw "$tmp/un"
python3 - "$tmp/un/manifest.json" <<'END'
import json, sys
d = json.load(open(sys.argv[1]))
for k in ("version", "schema"):
    if isinstance(d.get(k), int):
        d[k] += 1000
json.dump(d, open(sys.argv[1], "w"))
END
repack "$tmp/newer.tar.zst"
check_fail "an archive of a newer version" 4 "newer" cairn restore "$tmp/newer.tar.zst"
python3 - "$tmp/evil.tar" "$tmp/target" <<'END'
import io, sys, tarfile
t = tarfile.open(sys.argv[1], "w")
for name in (sys.argv[2], "../../../../../.." + sys.argv[2]):
    i = tarfile.TarInfo(name)
    i.size = 4
    t.addfile(i, io.BytesIO(b"evil"))
l = tarfile.TarInfo("manifest.json")
l.type, l.linkname = tarfile.SYMTYPE, "/etc/passwd"
t.addfile(l)
t.close()
END
zstd -q "$tmp/evil.tar" -o "$tmp/evil.tar.zst"
check_fail "names that lead elsewhere, and links" 2 "." cairn restore "$tmp/evil.tar.zst"
check "write nothing" test ! -e "$tmp/target"
head -c 2000000000 /dev/zero | zstd -q >"$tmp/bomb.tar.zst"
run cairn restore "$tmp/bomb.tar.zst"
check_eq "two gigabytes of nothing in a small file are refused" "$([ $status -eq 2 ] || [ $status -eq 6 ] && echo refused)" refused
check_eq "none of these has changed anything" "$(dump "$tmp/b.tar.zst" | sha256sum)" "$before"
check_fail "export to a place that is not there" 3 "." cairn export "$tmp/no/such.tar.zst"
cp "$tmp/one.tar.zst" "$tmp/kept.tar.zst"
check_fail "an export that fails" 9 "." bash -c 'trap "" XFSZ; ulimit -f 1; exec "$@"' - "$bin" --db "$db" export "$tmp/kept.tar.zst"
check "leaves the old archive" cmp "$tmp/one.tar.zst" "$tmp/kept.tar.zst"
check_eq "and no rubbish beside it" "$(ls "$tmp" | grep -c 'kept.tar.zst')" 1

# Copies, and which of them stay.
check_out "backup" "cairn-2026-05-01T09-.*\.db  [0-9]+ bytes" cairn backup
copy=$(ls "$tmp"/backups/*.db)
check_eq "the copy is the owner's alone" "$(stat -c %a "$copy")" 600
check_eq "the copy is a file like any other" "$(db=$copy dump "$tmp/b.tar.zst" | sha256sum)" "$before"
check_out "it is listed" "^$tmp/backups/cairn-.*bytes" cairn backup --list
rm -rf "$tmp/backups" && mkdir "$tmp/backups" && echo mine >"$tmp/backups/notes.txt"
echo mine >"$tmp/backups/cairn-old.db"
small=$tmp/small.db
"$bin" --db "$small" init >/dev/null
python3 - >"$tmp/days" <<'END'
import datetime
d = datetime.datetime(2026, 5, 1, 10)
for i in range(480, -1, -6):
    print((d - datetime.timedelta(days=i)).strftime("%Y-%m-%dT%H:%M:%SZ"))
for h in (11, 12):
    print(f"2026-05-01T{h}:00:00Z")
END
while read -r at; do CAIRN_NOW=$at "$bin" --db "$small" backup --dir "$tmp/backups" >/dev/null; done <"$tmp/days"
kept=$(python3 - "$tmp/days" <<'END'
import datetime, sys
times = sorted((datetime.datetime.strptime(l.strip(), "%Y-%m-%dT%H:%M:%SZ") for l in open(sys.argv[1])), reverse=True)
kept = set()
for n, period in ((7, lambda t: t.date()), (4, lambda t: t.date() - datetime.timedelta(t.weekday())), (12, lambda t: (t.year, t.month))):
    seen = []
    for t in times:
        if period(t) not in seen:
            seen.append(period(t))
            if len(seen) <= n:
                kept.add(t)
for t in sorted(kept):
    print(t.strftime("cairn-%Y-%m-%dT%H-%M-%SZ.db"))
END
)
check_eq "of 83 copies, 7 days, 4 weeks and 12 months stay" "$(cd "$tmp/backups" && ls cairn-20*.db)" "$kept"
check_eq "what has another name is left alone" "$(cat "$tmp/backups/notes.txt" "$tmp/backups/cairn-old.db" | sort -u)" mine
check_fail "a folder that cannot be made" 9 "." cairn backup --dir "$tmp/one.tar.zst/x"
check_eq "no copies there" "$(cairn backup --list --dir "$tmp/nowhere" --json)" "[]"

check_out "check" "^The data is whole\.$" cairn check
check_eq "check as JSON" "$(cairn check --json)" '{"whole":true,"findings":""}'
before=$(dump "$tmp/b.tar.zst" | sha256sum)
check_out "rebuild" "^Rebuilt from [1-9][0-9]* postings" cairn rebuild
check_eq "finds what was there" "$(dump "$tmp/b.tar.zst" | sha256sum)" "$before"
