#!/bin/bash
# People: adding, editing, undoing, logging, introductions, merging, vCard and LinkedIn in and out, referrals.
. "$(dirname "$0")/lib.sh"
cards=$src/tests/data/vcard

check_ok "add with fields" cairn person add "Dana Kim" "email=dana@acme.example (work)" "phone=+49 30 1234567 (mobile)" \
	company=Acme "title=Engineering Manager" tie=2 rhythm=60 tag=recruiter "met=PyData Oslo" met-on=2025-05-03
check_ok "add another" cairn person add "Lee Min" company=Globex
check_ok "a name in another script" cairn person add "李 明" company=百度
check_fail "a field that is not there" 2 "no field 'shoe'" cairn person add X shoe=44
check_fail "a day that does not exist" 2 "met-on" cairn person add X met-on=2025-02-30
check_fail "no strength of a tie" 2 "tie" cairn person add X tie=9
check_fail "no e-mail address" 2 "no e-mail address" cairn person add X email=nobody
check_fail "nobody of the name" 3 "nobody called" cairn person show Ghost
check_out "show by name, accents aside" "Engineering Manager at Acme" cairn person show "dàna kim"
check_out "show by e-mail" "Dana Kim" cairn person show DANA@acme.example
check_out "search, folded" "李 明" cairn person list --search 百度
check_eq "JSON of the list" "$(cairn person list --json | py "len(d), d[0]['name'], d[0]['tie']")" "3 Dana Kim 2"

# Edits and their undo.
check_ok "edit" cairn person edit "Dana Kim" tag=pydata tag-=recruiter tie=3
check_eq "tags" "$(cairn person show dana --json | py "[i['value'] for i in d['card']['items'] if i['kind'] == 'tag']")" "['pydata']"
cairn person edit dana company=Initech >"$tmp/said"
edit=$(sed 's/.*undo \([0-9]*\).*/\1/' "$tmp/said")
check_ok "undo" cairn person undo "$edit"
check_out "as before" "at Acme" cairn person show dana
check_fail "undone once only" 3 "nothing with the id" cairn person undo "$edit"
check_ok "delete" cairn person delete "李 明"
check_fail "gone" 3 "nobody" cairn person show "李 明"

# Logging, dated back; the rhythm.
check_ok "log" cairn person log dana call "About the team" --on 2026-01-10 --direction out
check_out "due" "Dana Kim" cairn person list --due
check_ok "a note is no contact" cairn person note dana "Has two cats"
check_out "still due" "2026-03-11" cairn person list --due
check_fail "a day to come" 2 "in the future" cairn person log dana met --on 2030-01-01
check_fail "no kind" 2 "kinds are met" cairn person log dana dance
check_fail "no direction" 2 "neither out nor in" cairn person log dana call --direction up

# Whom do I know at X.
check_ok "introduce" cairn person introduce Lee "Max Weber" --company Acme --title CTO
check_eq "at" "$(cairn person at "ACME, Inc." --json | py "[(k['name'], k['degree'], k.get('through')) for k in d]")" \
	"[('Dana Kim', 1, None), ('Max Weber', 2, 'Lee Min')]"
check_ok "somewhere new" cairn person employ Lee Initech "Data Engineer" --from 2026-01-01
check_out "was there" "Lee Min, was there" cairn person at Globex
check_out "is there" "Lee Min, Data Engineer" cairn company show Initech
check_ok "company" cairn company edit Acme size=small url=https://acme.example
check_fail "no size" 2 "none of startup" cairn company edit Acme size=huge
check_out "company list" "Acme .*1 there" cairn company list

# Referrals.
check_fail "for what" 2 "what the referral is for" cairn referral ask dana
cairn referral ask dana --company Acme --on 2026-04-01 --json >"$tmp/said"
id=$(py "d['id']" <"$tmp/said")
check_fail "before it was asked" 2 "after that day" cairn referral agree "$id" --on 2026-03-01
check_ok "agreed" cairn referral agree "$id" --on 2026-04-02
cairn referral submit "$id" --json >"$tmp/said"
check_out "submitted" "submitted" cairn referral list --company acme
check_ok "undo" cairn referral undo "$(py "d['id']" <"$tmp/said")"
check_eq "where it stands" "$(cairn referral list --json | py "d[0]['state'], len(d[0]['events'])")" "agreed 2"

# In and out.
check_out "a dry run changes nothing" "dry run" cairn person import --dry-run "$cards/v30.vcf"
check_eq "nothing" "$(cairn person list --json | py "len(d)")" 2
check_out "import" "1 read: 1 new" cairn person import "$cards/v40.vcf"
check_out "twice" "0 new, 0 updated, 1 the same, 1 refused" cairn person import "$cards/v40.vcf"
check_out "LinkedIn, one of them known by the address" "3 read: 2 new, 1 updated" cairn person import "$cards/linkedin.csv"
check_out "LinkedIn twice" "3 read: 0 new, 0 updated, 3 the same" cairn person import "$cards/linkedin.csv"
check_out "by standard input" "1 new" sh -c "cat '$cards/jcard.json' | CAIRN_NOW=2026-05-01T12:00:00Z '$bin' --db '$db' person import -"
sed 's/^TITLE:.*/TITLE:Director\r/; /X-CAIRN-JOB/d' "$cards/v30.vcf" >"$tmp/new.vcf"
check_ok "the older card" cairn person import "$cards/v30.vcf"
check_out "a newer card" "1 updated" cairn person import "$tmp/new.vcf"
check_eq "has a new job, and the old one" "$(cairn person show urn:uuid:5f1e0c3a-0000-4000-8000-000000000001 --json |
	py "[(j['title'], j.get('over', False)) for j in d['card']['jobs']]")" \
	"[('Director', False), ('Engineering Manager', True), ('Engineer', True)]"
check_ok "export" cairn person export --to "$tmp/out.vcf"
check_out "which reads back as the same" "0 new, 0 updated" cairn person import --dry-run "$tmp/out.vcf"
check_ok "export 4.0" cairn person export Lee --version 4.0 --to "$tmp/four.vcf"
check_eq "nothing longer than 75 octets" "$(LC_ALL=C awk '{ sub(/\r$/, "") } length($0) > 75' "$tmp/out.vcf" | wc -l)" 0
cairn person import "$cards/v21.vcf" --json >"$tmp/said"
check_ok "a whole import undone" cairn person undo "$(py "d['import']" <"$tmp/said")"
check_fail "gone again" 3 "nobody" cairn person show "Jörg Müller"

# Two that are one, and two again.
check_ok "same address" cairn person add "D. Kim" email=DANA@acme.example "note=Another note" company=Acme
check_out "proposed" "same e-mail address" cairn person duplicates
two=($(cairn person duplicates --json | py "' '.join(str(x) for x in next((p['keep'], p['other']) for p in d if 'D. Kim' in (p['keep_name'], p['other_name'])))"))
cairn person show "${two[0]}" --json | py "d['card']" >"$tmp/before"
check_ok "merge" cairn person merge "${two[0]}" "${two[1]}"
check_eq "either id is the one" "$(cairn person show "${two[1]}" --json | py "d['id']")" "${two[0]}"
check_ok "unmerge" cairn person unmerge "${two[0]}"
check_eq "exactly as before" "$(cairn person show "${two[0]}" --json | py "d['card']")" "$(cat "$tmp/before")"
check_ok "apart" cairn person apart "${two[0]}" "${two[1]}"

# Every card of other programs that is there.
real=
[ ! -d "$src/../shared/data/contacts" ] || real=$src/../shared/data/contacts
if [ -n "$real" ]; then
	db=$tmp/real.db
	n=0
	while read -r card; do
		n=$((n + 1))
		db=$tmp/real-$n.db
		check_out "$(basename "$card")" "[1-9] read: [1-9][0-9]* new, 0 updated" cairn person import "$card"
		check_out "$(basename "$card") again" "0 new, 0 updated, [1-9][0-9]* the same" cairn person import "$card"
	done < <(find "$real" -name '*.vcf' -o -name '*.json' -o -name '*.xml' | sort)
	check_eq "files" "$((n > 15))" 1
	db=$tmp/real.db
	check_ok "all of them" cairn person import "$real"
	check_fail "a calendar among them" 2 "calendar, not a vCard" cairn person import "$real"/sabre-vobject/*.ics
	check_ok "all out" cairn person export --to "$tmp/real.vcf"
	db=$tmp/again.db
	check_out "and in again" "[0-9] new, 0 updated, 0 the same$" cairn person import "$tmp/real.vcf"
	check_ok "and out" cairn person export --to "$tmp/again.vcf"
	check_eq "the same" "$(sed '/^REV:/d' "$tmp/again.vcf" | sort | cksum)" "$(sed '/^REV:/d' "$tmp/real.vcf" | sort | cksum)"
else
	skip "real cards" "they are not here"
fi
