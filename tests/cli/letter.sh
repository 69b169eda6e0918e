#!/bin/bash
# Letters: templates and their fields, a letter from its template to what is sent, versions, undoing.
. "$(dirname "$0")/lib.sh"

check_eq "templates of every kind" "$(cairn letter template list --json | py 'sorted(set(t["kind"] for t in d))')" \
	"['cover', 'decline', 'feedback', 'follow-up', 'informational', 'referral', 'resign', 'thanks']"
check_eq "none of them is anybody's own" "$(cairn letter template list --json | py '[t for t in d if t["own"]]')" "[]"
check_out "one of them" "^subject: Application: \{title\}$" cairn letter template show cover-letter
check_fail "one that is not there" 3 "cover-letter" cairn letter template show nothing
check_out "the fields" "^\{my\.bullet WORDS\} +A line of your" cairn letter fields
check_fail "a word there is not" 2 "list\|show" cairn letter template fly away
check_fail "no name" 2 "wants the name" cairn letter template show

printf 'title: Hello\nkind: other\nwhat: To try.\nsubject: To {company}\n\nDear {contact},\n\nI {say what you do}. {{really}\n{name}\n' >"$tmp/hello"
check_out "a template of one's own" "^Kept \(undo: cairn letter undo [0-9]+\)$" cairn letter template add hello "$tmp/hello"
check_fail "twice" 4 "already" cairn letter template add hello "$tmp/hello"
check_fail "a name that is none" 2 "small letters" cairn letter template add "He llo" "$tmp/hello"
printf 'title: Hello\n\nDear {contact},\nat {firm}\n' >"$tmp/bad"
check_fail "a field there is not: where" 2 "line 4, column 4: there is no field \{firm\}" cairn letter template add bad "$tmp/bad"
printf 'titel: Hello\n\nx\n' >"$tmp/bad"
check_fail "a head there is not" 2 "line 1: 'titel" cairn letter template add bad "$tmp/bad"
printf 'title: Hello\n' >"$tmp/bad"
check_fail "a head without words" 2 "no words" cairn letter template add bad "$tmp/bad"
head -c 50000 /dev/zero | tr '\0' x >"$tmp/bad"
check_fail "one without end" 6 "." cairn letter template add bad "$tmp/bad"
printf 'title: \xff\n\nx\n' >"$tmp/bad"
check_fail "one that is not UTF-8" 2 "UTF-8" cairn letter template add bad "$tmp/bad"

new() { cairn letter new "$@" --json | py 'd["id"]'; }
open_fields() { cairn letter show "$1" --json | py 'd["open"]'; }
check_fail "a letter without a template" 2 "template list" cairn letter new
check_fail "an application there is not" 3 "no application or posting 7" cairn letter new --template hello --job 7
advert "Data engineer" "Stone & Sons" SQL >"$tmp/job.txt"
cairn import "$tmp/job.txt" >/dev/null
posting=$(cairn posting list --json | py 'd[0]["id"]')
id=$(new --template hello --job "$posting" --to 'Ms {Hill}')
check_eq "the subject is filled from the posting" "$(cairn letter show "$id" --json | py 'd["subject"]')" "To Stone & Sons"
check_eq "what is open" "$(open_fields "$id")" "['say what you do', 'name']"
check_out "and how to fill it" "cairn letter fill $id 'say what you do'" cairn letter show "$id"
check_fail "it does not go out" 2 "2 fields are not filled: \{say what you do\}, \{name\}" cairn letter export "$id"
check_out "but as a draft" "^I \{say what you do\}\. \{really\}$" cairn letter export "$id" --draft
check_ok "fill one" cairn letter fill "$id" 'say what you do' 'build {things}'
check_ok "fill the other" cairn letter fill "$id" '{name}' 'Ada Ünal'
check_fail "one that is filled" 3 "no open field" cairn letter fill "$id" name x
check_eq "now it goes out" "$(cairn letter export "$id")" "Subject: To Stone & Sons

Dear Ms {Hill},

I build {things}. {really}
Ada Ünal"
check_out "as Markdown" "^\*\*To Stone & Sons\*\*$|Stone" cairn letter export "$id" --format markdown
cairn letter export "$id" --format pdf --design modern --to "$tmp/letter.pdf" >/dev/null
check_out "as PDF" "^I build \{things\}\. \{really\}$" pdftotext "$tmp/letter.pdf" -
check_eq "whose title is the subject" "$(pdfinfo "$tmp/letter.pdf" | sed -n 's/^Title: *//p')" "To Stone & Sons"
check_fail "another format" 2 "text, markdown and pdf" cairn letter export "$id" --format doc
check_fail "another design" 2 "classic, modern and compact" cairn letter export "$id" --format pdf --design fancy

check_eq "versions" "$(cairn letter versions "$id" --json | py 'len(d)')" 3
seen=$(cairn letter show "$id" --json | py 'd["version"]')
echo "Dear all, {company} is fine." >"$tmp/words"
check_out "new words" "^Saved \(undo: cairn letter undo [0-9]+\)$" cairn letter edit "$id" "$tmp/words" --seen "$seen"
check_fail "from a version that is old" 4 "changed meanwhile" cairn letter edit "$id" "$tmp/hello" --seen "$seen"
check_eq "a field typed in is open" "$(open_fields "$id")" "['company']"
echo "{oops}" >"$tmp/oops"
check_fail "words with a field there is not" 2 "line 1, column 1" cairn letter edit "$id" "$tmp/oops"
check_ok "another subject alone" cairn letter edit "$id" --subject "Hello again"
check_eq "the words stay" "$(cairn letter show "$id" --json | py 'd["subject"], d["body"]')" "Hello again Dear all, {company} is fine."
newest=$(cairn letter show "$id" --json | py 'd["version"]')
check_ok "undo" cairn letter undo "$newest"
check_eq "the subject before" "$(cairn letter show "$id" --json | py 'd["subject"]')" "To Stone & Sons"
check_ok "redo" cairn letter undo "$newest" --redo
check_out "an old version" "^I \{say what you do\}" cairn letter show "$id" --version "$(cairn letter versions "$id" --json | py 'd[-1]["id"]')"

check_out "copy" "^Letter [0-9]+ \(undo: cairn letter delete" cairn letter copy "$id"
check_eq "two letters" "$(cairn letter list --json | py 'len(d)')" 2
check_ok "delete" cairn letter delete "$id"
check_eq "one letter" "$(cairn letter list --json | py 'len(d)')" 1
check_fail "it is gone" 3 "no letter" cairn letter show "$id"
check_ok "bring it back" cairn letter undo "$id" --redo
check_eq "with all its versions" "$(cairn letter versions "$id" --json | py 'len(d)')" 5
check_fail "its only version stays" 4 "only version" cairn letter undo "$(cairn letter versions "$(new --template hello)" --json | py 'd[0]["id"]')"
check_fail "undo what is not there" 3 "." cairn letter undo 12345

sed 's/Hello/Hallo/' "$tmp/hello" >"$tmp/hallo"
check_ok "change a template of the program" cairn letter template edit resign "$tmp/hallo"
check_out "it is one's own now" "^title: Hallo$" cairn letter template show resign
check_ok "take the change away" cairn letter template delete resign
check_out "it is as it came" "^title: Resigning$" cairn letter template show resign
check_fail "there is nothing to take away" 3 "of your own" cairn letter template delete resign

printf '{"basics":{"name":"Ada Ünal","email":"ada@example.org","phone":"+47 555","url":"https://ada.example.org","location":{"city":"Oslo"}},"work":[{"name":"Acme","position":"Analyst","highlights":["Moved 40 reports to SQL","Cut the cost of storage in half"]}]}' >"$tmp/me.json"
cairn resume import "$tmp/me.json" >/dev/null
printf 'title: Own\n\n{name}, {my.place}, {my.email}: {my.bullet storage cost}. {my.bullet rockets}\n' |
	cairn letter template add own - >/dev/null
id=$(new --template own)
check_eq "the résumé fills what it knows" "$(cairn letter show "$id" --json | py 'd["body"]')" \
	"Ada Ünal, Oslo, ada@example.org: Cut the cost of storage in half. {my.bullet rockets}"
cairn letter export "$id" --draft --format pdf >"$tmp/letter.pdf"
check_out "name and addresses stand above a letter" "^ada@example\.org · \+47 555 · Oslo · ada\.example\.org$" pdftotext "$tmp/letter.pdf" -
dump "$tmp/a.tar.zst" >"$tmp/before"
"$bin" --db "$tmp/other.db" restore "$tmp/a.tar.zst" >/dev/null
check_eq "export and restore keep letters" "$("$bin" --db "$tmp/other.db" letter list --json | py 'len(d)')" "$(cairn letter list --json | py 'len(d)')"
