#!/usr/bin/env bash
# The pages of the résumé from outside: everything by forms, nothing typed is lost, hostile text stays text.
. "$(dirname "$0")/lib.sh"
files=$src/tests/data/resume

serve
visit /
visit /resume
check "an empty résumé says how to begin" has "Nothing is here yet"
for path in /resume/basics /resume/add /resume/add?section=work /resume/import /resume/versions /resume/tailor; do
	visit "$path"
	check "$path is there" eq "$status" 200
done
for path in /resume/items/1 /resume/bullets/1 /resume/versions/1 /resume/versions/1/file?format=json "/resume/tailor?posting=9"; do
	visit "$path"
	check "$path is not there" eq "$status" 404
done

# Files: multipart, so the token goes as a part.
upload() { # FILE [CURL...]
	local file=$1
	shift
	visit /resume/import
	visit /resume/import -H "Origin: $url" -F "_t=$(token /resume/import)" -F "files=@$file" "$@"
}
upload "$files/json/plain.json" -F dry=1
check "a dry run tells" has "10 added"
visit /resume
check "and changes nothing" has "Nothing is here yet"
upload "$files/json/plain.json"
check "a file is read" has "10 added"
visit /resume
check "and there" has "Analyst, Acme"
check "a number with nothing behind it is marked" has "number without evidence"
upload "$files/json/plain.json"
check "a second time it is the same" has "0 added, 0 changed"
upload "$files/json/older.json"
check "a date that does not exist is named" has "does not exist; kept as text"
echo '{"title": "x", "qualifications": []}' >"$tmp/job.json"
upload "$tmp/job.json"
check "what is no résumé is refused" has "describes a job"
head -c 20000000 /dev/zero | tr '\0' ' ' >"$tmp/big.json"
upload "$tmp/big.json"
check "what is too large is refused" has "at most 16 are read"
upload "$tmp/job.json" -F "files=@$files/yaml/all.yaml"
check "of several the good ones go in" has "Refused: this describes a job"
check "and are told" has "RenderCV: "
visit /resume
undo=$(grep -o '/resume/changes/[0-9]*/undo' "$body" | head -n 1)
submit "$undo" /resume
check "an import is taken back by one form" eq "$status ${to%%\?*}" "303 /resume"

# One item.
visit /resume
item=$(grep -o '/resume/items/[0-9]*"' "$body" | head -n 1 | tr -d '"')
visit "$item"
rev=$(sed -n 's/.*name="rev" value="\([0-9]*\)".*/\1/p' "$body" | head -n 1)
submit "$item" "$item" --data-urlencode "rev=$rev" --data-urlencode "f.endDate=2023-02-30" --data-urlencode "f.location=Kept here"
check "a day that does not exist is refused" eq "$status" 400
check "and said" has "does not exist"
check "what was typed stays" has "Kept here"
submit "$item" "$item" --data-urlencode "rev=$rev" --data-urlencode "f.endDate=2023-02-28"
check "a day that does is taken" eq "$status" 303
submit "$item" "$item" --data-urlencode "rev=$rev" --data-urlencode "f.location=Second tab"
check "the second of two tabs is told" eq "$status" 409
check "and keeps what was typed" has "Second tab"
bad='"><script>alert(1)</script>{{x}}&lt;'
submit "$item/bullets" "$item" --data-urlencode "text=$bad"
check "hostile text is taken" eq "$status" 303
visit "$item"
check "and stays text" hasnt "<script>alert(1)"
check "whole" has "&lt;script&gt;alert(1)&lt;/script&gt;{{x}}&amp;lt;"
bullet=$(grep -o '/resume/bullets/[0-9]*"' "$body" | tail -n 1 | tr -d '"')
visit "$bullet"
rev=$(sed -n 's/.*name="rev" value="\([0-9]*\)".*/\1/p' "$body" | head -n 1)
submit "$bullet" "$bullet" --data-urlencode "rev=$rev" --data-urlencode "text=$bad" -d proof=url --data-urlencode "url=javascript:alert(1)"
check "a script is no address" eq "$status" 400
submit "$bullet" "$bullet" --data-urlencode "rev=$rev" --data-urlencode "text=$bad" -d proof=url --data-urlencode "url=https://example.org/"
check "an address is" eq "$status" 303
visit "$bullet/delete" -H "Origin: $url" -d x=1
check "no form goes without its token" eq "$status" 403
submit "$bullet/delete" "$bullet"
check "a bullet is deleted" eq "$status" 303
submit "/resume/add?section=projects" "/resume/add?section=projects" -d section=projects --data-urlencode "f.name=Tide two" --data-urlencode "bullets=one
two"
check "an item is added" eq "$status" 303
submit /resume/basics /resume/basics -d rev=0 --data-urlencode "f.name=Nobody"
check "basics of another state are refused" eq "$status" 409

# Versions.
submit /resume/versions /resume/versions -d "name=Short" -d from=0
version=${to%%\?*}
visit "$version"
check "a version is made" has "Short"
rev=$(sed -n 's/.*name="rev" value="\([0-9]*\)".*/\1/p' "$body" | head -n 1)
first=$(grep -o 'name="i\.[0-9]*"' "$body" | head -n 1 | tr -d '"' | cut -d= -f2)
submit "$version" "$version" -d "rev=$rev" -d name=Short -d "$first=1" --data-urlencode "label=Of its own"
check "it is saved" eq "$status" 303
visit "$version/file?format=json"
check "it shows what is ticked" eq "$(python3 -c "
import json
d = json.load(open('$body'))
print(d['basics']['label'], len(d['work']), d.get('skills'))")" "Of its own 1 None"
check "as a file" head_has "attachment"
for format in rendercv markdown text; do
	visit "$version/file?format=$format"
	check "as $format" has "Ola Nordmann"
done
visit "$version/file?format=docx"
check "as nothing else" eq "$status" 400
submit "$version" "$version" -d "rev=1" -d name=Short
check "the second of two tabs is told here too" eq "$status" 409
submit /resume/versions /resume/versions -d name=SHORT -d from=0
check "a name is taken once" eq "$status" 409
