#!/bin/bash
# The résumé: files in and out, the master changed and taken back, versions, a posting.
. "$(dirname "$0")/lib.sh"
files=$src/tests/data/resume

# What goes in comes out, and a second time changes nothing.
for f in "$files"/json/*.json; do
	name=$(basename "$f")
	rm -f "$db"*
	check_out "$name is read" "added" cairn resume import "$f"
	cairn resume export --to "$tmp/out.json" >/dev/null
	check_eq "$name comes back" "$(py 'json.dumps(d, sort_keys=True)' <"$tmp/out.json")" \
		"$(py 'json.dumps(d, sort_keys=True)' <"$f")"
	check_out "$name a second time changes nothing" "JSON Resume; 0 added, 0 changed, .* 0 bullets more" cairn resume import "$f"
done
rm -f "$db"*
check_out "RenderCV is read" "^all.yaml: RenderCV; 10 added" cairn resume import "$files/yaml/all.yaml"
cairn resume export --format rendercv --to "$tmp/one.yaml" >/dev/null
rm -f "$db"*
cairn resume import "$tmp/one.yaml" >/dev/null
cairn resume export --format rendercv --to "$tmp/two.yaml" >/dev/null
check "RenderCV comes back" cmp "$tmp/one.yaml" "$tmp/two.yaml"

# A dry run says the same and changes nothing; an import is taken back as a whole.
rm -f "$db"*
check_out "a dry run tells" "10 added.*nothing was changed" cairn resume import --dry-run "$files/json/plain.json"
check_out "and changes nothing" "Nothing is here yet" cairn resume show
cairn resume import "$files/json/plain.json" >/dev/null
check_out "what was imported is there" "Analyst, Acme" cairn resume show
check_ok "an import is taken back" cairn resume undo
check_out "as a whole" "^\{\}$|^\{$" cairn resume export
check_ok "and brought back" cairn resume undo --redo
check_out "whole" "Analyst, Acme" cairn resume show
check_out "a changed file changes" "2 changed, 8 the same, 1 bullet more" cairn resume import <(sed 's/"Reports."/"Weekly reports."/; s/"Served 300/"New", "Served 300/' "$files/json/plain.json" | sed 's/"Served 300 requests a day", *//')

# What is no résumé is refused, and said why.
echo '{"title": "Engineer", "responsibilities": ["x"]}' >"$tmp/job.json"
echo '{"$schema": "x", "properties": {}}' >"$tmp/schema.json"
echo '[]' >"$tmp/list.json"
echo '{"basics": []}' >"$tmp/basics.json"
echo '{"basics": {' >"$tmp/cut.json"
echo 'a: 1' >"$tmp/no.yaml"
printf '%%PDF-1.7' >"$tmp/cv.pdf"
: >"$tmp/empty.json"
head -c 52428800 /dev/zero | tr '\0' ' ' >"$tmp/big.json"
while IFS='|' read -r file status why; do
	check_fail "$file is refused" "$status" "$why" cairn resume import "$tmp/$file"
done <<-END
	job.json|7|describes a job
	schema.json|7|JSON Schema
	list.json|2|a résumé is a JSON object, this is a list
	basics.json|2|basics: an object is wanted
	cut.json|2|line [12], column
	no.yaml|2|no 'cv'
	cv.pdf|7|this is a PDF file
	empty.json|2|the file is empty
	big.json|6|larger than 16 MB
	nothing.json|3|there is no|No such
END
check_fail "a bullet of 30,000 letters is refused" 6 "work\[0\].highlights\[0\] has 30000 bytes" cairn resume import <(printf '{"work": [{"highlights": ["%030000d"]}]}' 0)
check_out "a date that does not exist is named and kept" "work\[0\].startDate '2014-02-30' is a date that does not exist; kept as text" cairn resume import --dry-run "$files/json/older.json"
check_out "a wrong type is named" "work\[0\].startDate is a number where text is wanted; kept as it is" cairn resume import --dry-run "$files/json/types.json"
cairn resume import "$files/json/older.json" "$tmp/job.json" >"$tmp/both" 2>/dev/null
check_eq "of several the good ones go in, and the status tells" "$? $(grep -c refused "$tmp/both")" "7 1"

# By hand.
rm -f "$db"*
check_ok "name and place" cairn resume basics name='Dana Kim' label=Analyst location.city=Berlin
check_ok "a job" cairn resume item add work position=Analyst name=Acme startDate=2021-04
item=$(cairn resume show --json | py 'd["items"][0]["id"]')
check_ok "a bullet" cairn resume bullet add "$item" "Cut the time of the report by 40%"
check_ok "another" cairn resume bullet add "$item" "Trained models with scikit-learn in Python"
bullet=$(cairn resume bullet list --json | py 'd[0]["id"]')
second=$(cairn resume bullet list --json | py 'd[1]["id"]')
check_out "a number with nothing behind it is flagged" "^$bullet " cairn resume bullet list --flagged
check_fail "what is not there stands behind nothing" 3 "no evidence 7" cairn resume bullet evidence "$bullet" --evidence 7
check_fail "a word is no address" 2 "not a web address" cairn resume bullet evidence "$bullet" --url here
proof=$(cairn evidence add da.sql --level 2 --kind work --json | py 'd["id"]')
check_ok "evidence stands behind it" cairn resume bullet evidence "$bullet" --evidence "$proof"
check_out "and it is flagged no more" "No bullet has a number" cairn resume bullet list --flagged
check_fail "a day that does not exist is not typed in" 2 "does not exist" cairn resume item edit "$item" endDate=2023-02-30
check_ok "a field" cairn resume item edit "$item" endDate=2023-02-28
check_ok "a list" cairn resume item add skills name=Tools 'keywords=Git; SQL'
check_eq "the document" "$(cairn resume export | py 'json.dumps([d["basics"], d["work"], d["skills"]])')" \
	'[{"name": "Dana Kim", "label": "Analyst", "location": {"city": "Berlin"}}, [{"position": "Analyst", "name": "Acme", "startDate": "2021-04", "endDate": "2023-02-28", "highlights": ["Cut the time of the report by 40%", "Trained models with scikit-learn in Python"]}], [{"name": "Tools", "keywords": ["Git", "SQL"]}]]'
check_ok "down" cairn resume bullet down "$bullet"
check_eq "the order" "$(cairn resume export | py 'd["work"][0]["highlights"][1][:3]')" Cut
check_ok "and back" cairn resume undo
check_ok "deleted" cairn resume item delete "$item"
check_eq "is gone" "$(cairn resume export | py '"work" in d and len(d["work"])')" False
check_ok "and back" cairn resume undo
check_fail "nothing is taken back twice" 4 "taken back already" cairn resume undo "$(cairn resume changes --json | py 'd[0]["id"]')"

# Versions.
check_ok "a version" cairn resume version add Short
check_fail "of one name there is one" 4 "already" cairn resume version add short
check_ok "a bullet is left out" cairn resume version drop Short "$second"
check_ok "a label of its own" cairn resume version set Short --label 'Data scientist'
check_eq "the version" "$(cairn resume export --version Short | py '[d["basics"]["label"], len(d["work"][0]["highlights"])]')" "['Data scientist', 1]"
check_eq "the master stays" "$(cairn resume export | py '[d["basics"]["label"], len(d["work"][0]["highlights"])]')" "['Analyst', 2]"
check_ok "a copy" cairn resume version copy Short Other
check_ok "put away" cairn resume version archive Other
check_out "is said" "Other.*put away" cairn resume version list
check_fail "no such version" 3 "no version 'None'" cairn resume export --version None

# Against a posting.
advert "Machine Learning Engineer" Nordlys scikit-learn Kubernetes SQL >"$tmp/advert.txt"
cairn import "$tmp/advert.txt" >/dev/null
posting=$(cairn posting list --json | py '(d["postings"] if isinstance(d, dict) else d)[0]["id"]')
term() { cairn resume show --for "$posting" --version Short --json | py "[t for t in d['terms'] if t['words'].lower() == '$1'][0]$2"; }
check_eq "SQL stands in skills" "$(term sql '["group"]')" "in skills"
check_eq "scikit-learn is absent" "$(term scikit-learn '["group"]')" absent
check_eq "the master has a bullet that says it" "$(term scikit-learn '["offers"][0]["id"]')" "$second"
check_ok "one step takes it in" cairn resume version select Short "$second"
check_eq "and it stands in prose" "$(term scikit-learn '["group"]')" "only in prose"
check_out "the same for people" "Only in prose" cairn resume show --for "$posting" --version Short
check_fail "no such posting" 3 "posting" cairn resume show --for 99
for format in json rendercv markdown text; do
	check_out "as $format" "Dana Kim" cairn resume export --format $format
done
check_fail "no other format" 2 "no format 'docx'" cairn resume export --format docx

# Everything goes through an archive.
cairn resume export >"$tmp/before.json"
cairn export "$tmp/all.tar.zst" >/dev/null
db=$tmp/other.db
cairn restore "$tmp/all.tar.zst" >/dev/null
cairn resume export >"$tmp/after.json"
check "an archive holds it" cmp "$tmp/before.json" "$tmp/after.json"

# Real files, where they are.
real=$src/../shared/data/resumes
if [ -d "$real" ]; then
	bad=
	for f in "$real"/*.json "$real"/rendercv/*.yaml; do
		rm -f "$db"*
		cairn resume import "$f" >/dev/null 2>"$tmp/why"
		status=$?
		case $(basename "$f") in
		*.job.json | schema_schema.json) want=7 ;;
		expected_errors.yaml) want=2 ;;
		*) want=0 ;;
		esac
		[ $status = $want ] || bad="$bad $(basename "$f"):$status"
	done
	check_eq "the real files are read, or refused for what they are" "$bad" ""
else
	skip "the real files" "they are not here"
fi
