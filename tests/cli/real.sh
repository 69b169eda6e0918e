#!/bin/bash
# The real files of ../shared/data/postings, folder by folder, against the counts below; "absent" where they are not.
. "$(dirname "$0")/lib.sh"

real=$src/../shared/data/postings
if [ ! -d "$real" ]; then
	skip "real files" "absent: $real"
	exit 0
fi
counts() { py '"%d %d %d %d %d %d" % (len(d["files"]), *(d["total"][k] for k in ("read", "new", "updated", "same", "refused_n")))'; }
# folder; files, read, new, updated, the same, refused; in this order into one file of data
while read -r folder want; do
	run cairn import "$real/$folder" --json
	check_eq "$folder" "$(counts <"$tmp/out")" "$want"
	last=$(find "$real/$folder" -type f | sort | tail -n 1)
	cairn import "$last" >/dev/null
	check_eq "$folder: its last file again changes nothing" \
		"$(cairn import "$last" --json | py '(d["total"]["new"], d["total"]["updated"])')" "(0, 0)"
done <<END
boards 38 81 80 0 1 10
descriptions 2 1931 1692 5 234 19
greenhouse/bashdotcom 3 17 9 4 4 0
greenhouse/impact 2 171 94 4 73 0
greenhouse/luno 3 34 13 2 19 0
greenhouse/takealotgroup 3 61 29 2 30 0
lever/Yassir 2 297 164 3 130 0
lever/binance 1 294 294 0 0 0
lever/mamamoney 3 35 14 1 20 0
lever/moo 3 41 25 8 8 0
listings 8 15345 9796 494 5055 3
END
check_out "the data is whole" "whole" cairn check
check_eq "demand from them" "$(cairn goal set --role data-scientist --hours 5 >/dev/null && cairn gap --json | py 'd["demand"]["postings"] > 300')" True
