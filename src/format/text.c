#include "base/date.h"
#include "base/strbuf.h"
#include "plain.h"
#include "reader.h"
#include "words.h"

#define ADVERT_MIN 80 /* bytes; less is no advert */

/* Words of one of which every job's name has one, as beginnings. */
static const char *const roles[] = {
    "engineer",
    "developer",
    "scientist",
    "analyst",
    "manager",
    "researcher",
    "research ",
    "architect",
    "intern",
    "consultant",
    "designer",
    "lead",
    "director",
    "head of",
    "specialist",
    "associate",
    "programmer",
    "technician",
    "officer",
    "recruiter",
    "writer",
    "teacher",
    "professor",
    "postdoc",
    "fellow",
    "assistant",
    "administrator",
    "strategist",
    "operator",
    "founding",
    "cto",
    "entwickler",
    "ingenieur",
    "ingénieur",
    "chercheur",
    "wissenschaftler",
    "stage",
    "alternance",
    "werkstudent",
    "data ",
    "machine learning",
    "coordinator",
    "advisor",
    "devops",
    "multiple roles",
    "multiple positions",
    "sre",
};

bool
text_is_role(struct str s)
{
	for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
		struct str role = str_of(roles[i]);
		size_t at = str_find_ci(s, role);

		if (at < s.n && (at == 0 || !ascii_is_alpha(s.p[at - 1])))
			return true;
	}
	return false;
}

static bool
is_money(struct str s)
{
	static const char *const signs[] = {"$", "€", "£", "₹", "USD", "EUR", "GBP", "CHF", "/yr", "/hr"};
	bool digit = false;

	for (size_t i = 0; i < s.n; i++) {
		/* 150-250k */
		if (digit && i > 0 && ascii_is_digit(s.p[i - 1]) && (s.p[i] == 'k' || s.p[i] == 'K'))
			return true;
		digit = digit || ascii_is_digit(s.p[i]);
	}
	for (size_t i = 0; digit && i < ARRAY_LEN(signs); i++) {
		if (str_has(s, str_of(signs[i])))
			return true;
	}
	return false;
}

/* "Acme (YC W22)" is Acme; an address in brackets goes, too. */
static struct str
company_name(struct str s)
{
	size_t at = str_find_byte(s, '(');

	if (at > 0 && at < s.n)
		s = str_sub(s, 0, at);
	at = str_find(s, STR("http"));
	if (at > 0 && at < s.n)
		s = str_sub(s, 0, at);
	return str_trim(s);
}

void
text_headline(struct str line, struct posting_record *r)
{
	struct str part, first = STR_NONE;

	while (str_split(&line, '|', &part)) {
		struct str work;

		part = str_trim(part);
		if (part.n == 0)
			continue;
		work = word_workplace(part);
		if (r->workplace.n == 0)
			r->workplace = work;
		if (str_starts_ci(part, STR("http"))) {
			if (r->url.n == 0)
				r->url = part;
		} else if (is_money(part)) {
			continue;
		} else if (r->title.n == 0 && text_is_role(part)) {
			r->title = part;
		} else if (r->company.n == 0 && first.n == 0) {
			first = part;
		} else if (word_employment(part).n > 0 && r->employment.n == 0) {
			r->employment = word_employment(part);
		} else if (r->place.n == 0 && part.n < 120 && !str_eq_ci(part, STR("visa"))) {
			r->place = part;
		}
	}
	if (r->company.n == 0)
		r->company = company_name(first);
}

static bool
label_is(struct str name, const char *names)
{
	struct str rest = str_of(names), one;

	while (str_split(&rest, '|', &one)) {
		if (str_eq_ci(name, one))
			return true;
	}
	return false;
}

/* "Remote (EU)"; in a longer one the word may be of something else. */
static void
label_place(struct str value, struct posting_record *r)
{
	r->place = value;
	if (r->workplace.n == 0 && value.n <= 40)
		r->workplace = word_workplace(value);
}

/* A line "name: value" into the field. */
static void
label_line(struct str line, struct posting_record *r)
{
	size_t colon = str_find_byte(line, ':');
	struct str name, value;

	if (colon == line.n || colon > 30)
		return;
	name = str_trim(str_sub(line, 0, colon));
	value = str_trim(str_sub(line, colon + 1, line.n));
	if (str_starts(name, STR("# ")) || str_starts(name, STR("- ")))
		name = str_sub(name, 2, name.n);
	if (value.n == 0 || value.n > 300)
		return;
	if (label_is(name, "company|employer|organization|organisation|firma|entreprise") && r->company.n == 0)
		r->company = value;
	else if (label_is(name, "title|job title|position|role|job|stelle|poste") && r->title.n == 0)
		r->title = value;
	else if (label_is(name, "location|place|city|locations|standort|lieu") && r->place.n == 0)
		label_place(value, r);
	else if (label_is(name, "type|job type|employment type|employment|contract") && r->employment.n == 0)
		r->employment = word_employment(value);
	else if (label_is(name, "remote|workplace|workplace type|work model") && r->workplace.n == 0)
		r->workplace = str_starts_ci(value, STR("yes")) ? STR("remote") : word_workplace(value);
	else if (label_is(name, "url|link|apply") && r->url.n == 0)
		r->url = value;
	else if (label_is(name, "posted|date posted|published") && r->posted_day == DAY_NONE)
		r->posted_day = day_of_text(value);
	else if (label_is(name, "department|team") && r->department.n == 0)
		r->department = value;
}

void
text_labels(struct str text, struct posting_record *r)
{
	struct str line;

	for (int i = 0; i < 40 && str_line(&text, &line); i++)
		label_line(line, r);
}

/* How many different words of adverts the text has, in the languages that are common here. */
static size_t
advert_words(struct str text)
{
	static const char *const words[] = {
	    "experience", "requirement",   "responsibilit", "role",      "position",   "team",        "apply",
	    "skills",     "qualification", "salary",        "candidate", "hiring",     "you will",    "we are",
	    "job",        "degree",        "benefits",      "aufgaben",  "kenntnisse", "bewerb",      "erfahrung",
	    "profil",     "compétences",   "expérience",    "poste",     "missions",   "experiencia", "requisitos",
	    "ervaring",   "esperienza",    "vagas",         "remote",
	};
	size_t n = 0;

	text = str_sub(text, 0, 20000);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		n += str_has_ci(text, str_of(words[i]));
	return n;
}

bool
text_is_advert(struct str text)
{
	return text.n >= ADVERT_MIN && advert_words(text) >= 3;
}

/* One of "Acme - ML Engineer", "ML Engineer - Acme", "Acme: ML Engineer": the part that names a job, when the other one
 * does not. */
static bool
title_split(struct str line, const char *between, struct posting_record *r)
{
	size_t at = str_find(line, str_of(between)), n = strlen(between);
	struct str left, right;

	if (at == line.n || r->company.n > 0)
		return false;
	left = str_trim(str_sub(line, 0, at));
	right = str_trim(str_sub(line, at + n, line.n));
	if (left.n == 0 || right.n == 0 || text_is_role(left) == text_is_role(right))
		return false;
	r->title = text_is_role(left) ? left : right;
	r->company = text_is_role(left) ? right : left;
	return true;
}

void
text_title(struct str line, struct posting_record *r)
{
	size_t at = str_find_ci(line, STR(" at ")), at_sign = str_find(line, STR(" @ "));
	size_t cut = at < at_sign ? at : at_sign;

	if (str_starts_ci(line, STR("job application for "))) {
		line = str_sub(line, 20, line.n);
		at = str_find_ci(line, STR(" at "));
		at_sign = line.n;
		cut = at;
	}
	if (cut < line.n && text_is_role(str_sub(line, 0, cut))) {
		size_t skip = at < at_sign ? 4 : 3;

		r->title = str_sub(line, 0, cut);
		if (r->company.n == 0)
			r->company = str_sub(line, cut + skip, line.n);
		return;
	}
	if (!title_split(line, ": ", r))
		r->title = line;
}

void
text_page_title(struct str line, struct posting_record *r)
{
	if (str_find_byte(line, '|') < line.n) {
		text_headline(line, r);
		if (r->title.n > 0)
			return;
	}
	if (!title_split(line, " - ", r) && !title_split(line, " \xe2\x80\x93 ", r))
		text_title(line, r);
}

bool
text_read(struct reader *rd, struct err *err)
{
	struct posting_record r = reader_new(POSTING_TEXT, STR("the text"));
	struct str rest, line = STR_NONE;

	if (rd->bytes.n > POSTING_SOURCE_MAX)
		return err_set(err, ERR_LIMIT, "the text has %zu bytes, at most %zu are read", rd->bytes.n,
		               POSTING_SOURCE_MAX);
	r.text = plain_text(rd->a, rd->bytes, POSTING_TEXT_MAX);
	r.source = rd->bytes;
	rest = r.text;
	if (!text_is_advert(r.text) && !(r.text.n >= ADVERT_MIN && str_line(&rest, &line) && line.n <= 160 &&
	                                 text_is_role(line) && advert_words(r.text) > 0)) {
		err_set(err, ERR_INVALID, "the text does not read like a job advert");
		return err_hint(err, "Paste the whole advert, with its title in the first line.");
	}
	text_labels(r.text, &r);
	rest = r.text;
	if (r.title.n == 0 && str_line(&rest, &line)) {
		if (str_starts(line, STR("# ")) || str_starts(line, STR("- ")))
			line = str_sub(line, 2, line.n);
		if (str_find_byte(line, '|') < line.n)
			text_headline(line, &r);
		else if (line.n <= 160)
			text_title(line, &r);
	}
	/* an advert that begins with a sentence: reader_add takes a title from it */
	r.source_key = reader_hash_key(rd->a, r.company, r.title, r.text);
	return reader_add(rd, &r, err);
}
