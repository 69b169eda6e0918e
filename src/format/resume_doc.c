#include "resume_doc.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "jdoc.h"
#include "resume_lang.h"

#define NAMES_MAX 48 /* keys of one object that a reader may name */

struct reader {
	struct arena *a;
	struct doc *doc;
	VEC(struct doc_block) blocks;
	VEC(struct doc_link) contact;
	bool full; /* more blocks than there may be */
};

/* An object being read: what is left over at the end is printed under its key. */
struct take {
	struct reader *r;
	const json_t *o;
	const json_t *used[NAMES_MAX];
	size_t n_used;
};

/* --- text --------------------------------------------------------------------------------------------------------- */

/* Characters that show nothing and would come between letters when the text is read back: soft hyphen, zero-width
 * space, marks of direction (paragraphs find their own), byte-order mark. Joiners stay: scripts need them. And those
 * that are none, for which Cairo refuses the whole text. */
static bool
is_invisible(uint32_t cp)
{
	return cp == 0xad || cp == 0x200b || cp == 0x200e || cp == 0x200f || (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || cp == 0xfffd || (cp >= 0xe000 && cp <= 0xf8ff) ||
	       (cp >= 0xfdd0 && cp <= 0xfdef) || (cp & 0xfffe) == 0xfffe || (cp >= 0x7f && cp < 0xa0) || cp >= 0xe0000;
}

/* One line: white space of any kind single, what is invisible gone, at most DOC_TEXT_MAX bytes. */
static struct str
one_line(struct arena *a, struct str s)
{
	struct str rest = utf8_clip(s, DOC_TEXT_MAX);
	char *out = arena_alloc(a, rest.n + 1);
	size_t n = 0;

	while (rest.n > 0) {
		uint32_t cp = utf8_next(&rest);

		if (is_invisible(cp))
			continue;
		if (cp <= ' ' || cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200a) || cp == 0x2028 || cp == 0x2029 ||
		    cp == 0x202f || cp == 0x3000) {
			if (n > 0 && out[n - 1] != ' ')
				out[n++] = ' ';
			continue;
		}
		n += utf8_put(cp, out + n);
	}
	return str_trim((struct str){out, n});
}

/* An address as it is printed: without its scheme and the slash at its end. */
static struct str
url_shown(struct str url)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};

	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (str_starts_ci(url, str_of(schemes[i])))
			url = str_sub(url, strlen(schemes[i]), url.n);
	return str_ends(url, STR("/")) ? str_sub(url, 0, url.n - 1) : url;
}

/* As a link: with a scheme that a reader may follow; empty for anything else. */
static struct str
url_whole(struct arena *a, struct str url)
{
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] <= ' ')
			return STR_NONE;
	if (str_starts_ci(url, STR("https://")) || str_starts_ci(url, STR("http://")))
		return url;
	if (str_has(url, STR(":")) || !str_has(url, STR(".")) || url.p[0] == '/')
		return STR_NONE;
	return arena_printf(a, "https://%.*s", STR_ARG(url));
}

/* "yearsExperience", "years_experience" -> "Years experience". */
static struct str
key_words(struct arena *a, const char *key)
{
	struct str s = str_of(key);
	char *out = arena_alloc(a, s.n * 2 + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool upper = c >= 'A' && c <= 'Z';

		if (upper && i > 0 && s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z')
			out[n++] = ' ';
		c = c == '_' || c == '-'                                                     ? ' '
		    : i > 0 && upper && i + 1 < s.n && ascii_lower(s.p[i + 1]) == s.p[i + 1] ? ascii_lower(c)
		                                                                             : c;
		out[n] = n == 0 && c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
		n++;
	}
	return one_line(a, (struct str){out, n});
}

static struct str
join(struct arena *a, struct str x, const char *between, struct str y)
{
	if (x.n == 0 || y.n == 0)
		return x.n > 0 ? x : y;
	return arena_printf(a, "%.*s%s%.*s", STR_ARG(x), between, STR_ARG(y));
}

static const char *
word(const struct reader *r, enum resume_word w)
{
	return r->doc->lang->words[w];
}

/* --- taking values ------------------------------------------------------------------------------------------------ */

static struct str
value_text(struct arena *a, const json_t *v)
{
	json_t *holder;
	struct str s;

	if (json_is_string(v))
		return one_line(a, (struct str){json_string_value(v), json_string_length(v)});
	if (!json_is_number(v))
		return STR_NONE;
	holder = json_object();
	json_object_set(holder, "v", (json_t *)(uintptr_t)v);
	s = arena_str(a, jdoc_str(a, holder, "v"));
	json_decref(holder);
	return s;
}

static bool
is_used(const struct take *t, const json_t *v)
{
	for (size_t i = 0; i < t->n_used; i++)
		if (t->used[i] == v)
			return true;
	return false;
}

static void
use(struct take *t, const json_t *v)
{
	if (t->n_used < NAMES_MAX)
		t->used[t->n_used++] = v;
}

/* The first of the keys ("name|company") that has something, of those that are one text or number only if so asked. */
static const json_t *
take_one(struct take *t, const char *keys, bool plain)
{
	struct str rest = str_of(keys), key;

	while (str_split(&rest, '|', &key)) {
		const json_t *v = json_object_get(t->o, arena_cstr(t->r->a, key));

		if (v == NULL || json_is_null(v) || is_used(t, v) ||
		    (plain && !json_is_string(v) && !json_is_number(v)) ||
		    (json_is_string(v) && value_text(t->r->a, v).n == 0))
			continue;
		use(t, v);
		return v;
	}
	return NULL;
}

static const json_t *
take(struct take *t, const char *keys)
{
	return take_one(t, keys, false);
}

static struct str
take_text(struct take *t, const char *keys)
{
	return value_text(t->r->a, take_one(t, keys, true));
}

static struct str
take_date(struct take *t, const char *keys)
{
	return resume_lang_date(t->r->a, t->r->doc->lang, take_text(t, keys));
}

/* Texts of a list, or of a value by itself, with ", " between. */
static struct str
texts_joined(struct arena *a, const json_t *v, const char *between)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(DOC_TEXT_MAX);

	for (size_t i = 0; i < json_array_size(v); i++) {
		struct str s = value_text(a, json_array_get(v, i));

		if (s.n > 0)
			strbuf_printf(&out, "%s%.*s", out.n > 0 ? between : "", STR_ARG(s));
	}
	return json_is_array(v) ? arena_str(a, strbuf_str(&out)) : value_text(a, v);
}

/* --- blocks ------------------------------------------------------------------------------------------------------- */

static struct doc_block *
block(struct reader *r, enum doc_kind kind, struct str text)
{
	struct doc_block *b;

	r->full = r->full || r->blocks.n >= DOC_BLOCKS_MAX;
	if (r->full)
		r->blocks.n = DOC_BLOCKS_MAX - 1;
	b = VEC_PUSH(r->a, &r->blocks);
	*b = (struct doc_block){.kind = kind, .text = text};
	return b;
}

static void
pair(struct reader *r, struct str label, struct str text)
{
	if (text.n > 0)
		block(r, label.n > 0 ? DOC_PAIR : DOC_TEXT, text)->label = label;
}

static bool
is_bullet(struct str line, struct str *ret)
{
	static const char *const marks[] = {"- ", "* ", "• ", "– ", "· "};

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		if (str_starts(line, str_of(marks[i]))) {
			*ret = str_trim(str_sub(line, strlen(marks[i]), line.n));
			return true;
		}
	}
	return false;
}

/* Every line of the text a paragraph, or an item where it is written as one. */
static void
paragraphs(struct reader *r, const json_t *v)
{
	struct str rest = {json_string_value(v), json_string_length(v)}, line, item;

	if (json_is_array(v)) {
		for (size_t i = 0; i < json_array_size(v); i++)
			paragraphs(r, json_array_get(v, i));
		return;
	}
	if (!json_is_string(v))
		rest = value_text(r->a, v);
	while (rest.n > 0 && str_line(&rest, &line)) {
		line = one_line(r->a, line);
		if (is_bullet(line, &item))
			block(r, DOC_BULLET, item);
		else if (line.n > 0)
			block(r, DOC_TEXT, line);
	}
}

static void
bullets(struct reader *r, const json_t *v)
{
	if (!json_is_array(v)) {
		paragraphs(r, v);
		return;
	}
	for (size_t i = 0; i < json_array_size(v); i++) {
		const json_t *e = json_array_get(v, i);
		struct str s = value_text(r->a, json_is_object(e) ? jdoc_at(e, "text") : e), item;

		if (s.n > 0)
			block(r, DOC_BULLET, is_bullet(s, &item) ? item : s);
	}
}

static bool
key_is_hidden(const char *key)
{
	static const char *const hidden[] = {"id",        "uuid",   "image", "picture",   "photo",  "photography",
	                                     "thumbnail", "banner", "icon",  "iconClass", "avatar", "logo"};
	struct str k = str_of(key);

	for (size_t i = 0; i < ARRAY_LEN(hidden); i++)
		if (str_eq_ci(k, str_of(hidden[i])))
			return true;
	return k.n == 0 || k.p[0] == '$' || k.p[0] == '_' || str_starts_ci(k, STR("x-"));
}

/* Text of a value of any shape, its keys in front where it has some; two levels deep. */
static struct str
any_text(struct arena *a, const json_t *v, int depth)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(DOC_TEXT_MAX);
	json_t *o = (json_t *)(uintptr_t)v;
	const char *key;
	json_t *e;

	if (!json_is_object(v))
		return texts_joined(a, v, ", ");
	json_object_foreach(o, key, e)
	{
		struct str s = depth > 0 && !key_is_hidden(key) ? any_text(a, e, depth - 1) : STR_NONE;

		if (s.n > 0)
			strbuf_printf(&out, "%s%.*s: %.*s", out.n > 0 ? ", " : "", STR_ARG(key_words(a, key)),
			              STR_ARG(s));
	}
	return arena_str(a, strbuf_str(&out));
}

/* What no reader asked for, under its key. */
static void
leftover(struct take *t)
{
	json_t *o = (json_t *)(uintptr_t)t->o;
	const char *key;
	json_t *v;

	json_object_foreach(o, key, v)
	{
		if (is_used(t, v) || key_is_hidden(key))
			continue;
		if (json_is_array(v) && json_is_object(json_array_get(v, 0))) {
			for (size_t i = 0; i < json_array_size(v); i++)
				pair(t->r, key_words(t->r->a, key), any_text(t->r->a, json_array_get(v, i), 2));
			continue;
		}
		pair(t->r, key_words(t->r->a, key), url_shown(any_text(t->r->a, v, 2)));
	}
}

static struct str
span(struct take *t)
{
	struct reader *r = t->r;
	struct str from = take_date(t, "startDate|start|start_date|from|startYear|start_year");
	struct str to = take_date(t, "endDate|end|end_date|to|until|endYear|end_year");
	struct str on = take_date(t, "date|year|releaseDate");

	if (from.n == 0 && to.n == 0)
		return on;
	if (from.n > 0 && to.n == 0)
		to = str_of(word(r, WORD_PRESENT));
	else if (from.n == 0 || str_eq(from, to))
		return to;
	return arena_printf(r->a, "%.*s – %.*s", STR_ARG(from), STR_ARG(to));
}

static void
entry(struct take *t, struct str text, struct str org, struct str place)
{
	struct arena *a = t->r->a;
	struct str url = take_text(t, "url|website|link|href|homepage");
	struct str side = span(t);
	struct doc_block *b = block(t->r, DOC_ENTRY, text.n > 0 ? text : org);

	if (text.n > 0 && !str_eq(text, org))
		b->org = org;
	b->place = place;
	b->side = side;
	b->shown = url_shown(url);
	b->url = url_whole(a, url);
}

/* --- the sections ------------------------------------------------------------------------------------------------- */

static struct str
place_text(struct reader *r, const json_t *v)
{
	struct take t = {.r = r, .o = v};
	struct str s = STR_NONE;

	if (!json_is_object(v))
		return value_text(r->a, v);
	s = join(r->a, take_text(&t, "address|street"), ", ", s);
	s = join(r->a, s, ", ",
	         join(r->a, take_text(&t, "postalCode|postal_code|zip"), " ", take_text(&t, "city|locality")));
	s = join(r->a, s, ", ", take_text(&t, "region|state"));
	return join(r->a, s, ", ", take_text(&t, "country|countryCode|country_code"));
}

static void
job(struct take *t)
{
	struct str text = take_text(t, "position|title|role|jobTitle");
	struct str org = take_text(t, "name|company|organization|organisation|employer");
	struct str place = place_text(t->r, take(t, "location|place"));
	const json_t *what = take(t, "description");
	const json_t *summary = take(t, "summary");

	entry(t, text, org, place);
	paragraphs(t->r, what);
	paragraphs(t->r, summary);
	bullets(t->r, take(t, "highlights|responsibilities|achievements"));
	pair(t->r, str_of(word(t->r, WORD_KEYWORDS)),
	     texts_joined(t->r->a, take(t, "keywords|tools|technologies"), ", "));
}

static void
school(struct take *t)
{
	struct str type = take_text(t, "studyType|degree|study_type");
	struct str area = take_text(t, "area|specialization|field|major");
	struct str org = take_text(t, "institution|school|university|name");

	entry(t, join(t->r->a, type, ", ", area), org, place_text(t->r, take(t, "location|place")));
	pair(t->r, str_of(word(t->r, WORD_GRADE)), take_text(t, "score|gpa|grade"));
	paragraphs(t->r, take(t, "summary|description"));
	bullets(t->r, take(t, "highlights"));
	pair(t->r, str_of(word(t->r, WORD_COURSES)), texts_joined(t->r->a, take(t, "courses"), "; "));
}

static void
project(struct take *t)
{
	struct arena *a = t->r->a;
	struct str name = take_text(t, "name|title");
	struct str roles = texts_joined(a, take(t, "roles|role"), ", ");
	struct str org = join(a, take_text(t, "entity|client|company"), ", ", take_text(t, "type"));

	entry(t, name, join(a, roles, ", ", org), place_text(t->r, take(t, "location")));
	paragraphs(t->r, take(t, "description"));
	paragraphs(t->r, take(t, "summary"));
	bullets(t->r, take(t, "highlights"));
	pair(t->r, str_of(word(t->r, WORD_KEYWORDS)), texts_joined(a, take(t, "keywords|tools|technologies"), ", "));
}

/* An award, a certificate, a publication: a title, who gave it, when. */
static void
merit(struct take *t)
{
	struct str text = take_text(t, "title|name");
	struct str org = take_text(t, "awarder|issuer|publisher|organization|authority");

	entry(t, text, org, STR_NONE);
	paragraphs(t->r, take(t, "summary|description"));
	pair(t->r, str_of(word(t->r, WORD_KEYWORDS)), texts_joined(t->r->a, take(t, "keywords"), ", "));
}

static void
skill(struct take *t)
{
	struct arena *a = t->r->a;
	struct str name = take_text(t, "name|skill|title");
	struct str level = take_text(t, "level");
	struct str keywords = texts_joined(a, take(t, "keywords"), ", ");
	struct str summary = take_text(t, "summary|description");

	if (name.n == 0 || level.n == 0)
		name = join(a, name, "", level);
	else
		name = arena_printf(a, "%.*s (%.*s)", STR_ARG(name), STR_ARG(level));
	keywords = join(a, keywords, ". ", summary);
	if (keywords.n > 0)
		pair(t->r, name, keywords);
	else
		pair(t->r, STR_NONE, name);
}

static void
tongue(struct take *t)
{
	struct str name = take_text(t, "language|name");
	struct str level = take_text(t, "fluency|level");

	if (level.n > 0)
		pair(t->r, name, level);
	else
		pair(t->r, STR_NONE, name);
}

static void
voucher(struct take *t)
{
	struct str name = take_text(t, "name");
	struct str org = take_text(t, "company|organization|position|title");

	entry(t, name, org, STR_NONE);
	paragraphs(t->r, take(t, "reference|text|summary"));
}

/* An object of a section nobody has heard of. */
static void
anything(struct take *t)
{
	struct str text = take_text(t, "name|title|label|text|language");
	struct str org = take_text(t, "company|organization|issuer|publisher");

	if (text.n > 0 || org.n > 0)
		entry(t, text, org, STR_NONE);
	paragraphs(t->r, take(t, "summary|description"));
	bullets(t->r, take(t, "highlights"));
}

static const struct section {
	const char *keys;
	int heading; /* -1: the key's words */
	void (*read)(struct take *t);
	bool makes_resume; /* a document without any of these is none */
} sections[] = {
    {"work|experience|jobs|employment", WORD_WORK, job, true},
    {"volunteer|volunteering", WORD_VOLUNTEER, job, true},
    {"education", WORD_EDUCATION, school, true},
    {"projects", WORD_PROJECTS, project, true},
    {"skills", WORD_SKILLS, skill, false},
    {"languages", WORD_LANGUAGES, tongue, false},
    {"certificates|certifications", WORD_CERTIFICATES, merit, false},
    {"awards", WORD_AWARDS, merit, false},
    {"publications", WORD_PUBLICATIONS, merit, false},
    {"interests", WORD_INTERESTS, skill, false},
    {"references|recommendations", WORD_REFERENCES, voucher, false},
};

static const struct section unknown_section = {"", -1, anything, false};

static bool
is_one_of(const char *keys, const char *key)
{
	struct str rest = str_of(keys), one;

	while (str_split(&rest, '|', &one))
		if (str_eq(one, str_of(key)))
			return true;
	return false;
}

static const struct section *
section_of(const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(sections); i++)
		if (is_one_of(sections[i].keys, key))
			return &sections[i];
	return &unknown_section;
}

/* One element of a section; an object kept by a key ("languages": {"en": {...}}) says the key first. */
static void
element(struct reader *r, const struct section *s, const json_t *e, const char *key)
{
	struct take t = {.r = r, .o = e};

	if (json_is_object(e) && (key == NULL || s->heading < 0)) {
		s->read(&t);
		leftover(&t);
		return;
	}
	if (key != NULL)
		pair(r, key_words(r->a, key), url_shown(any_text(r->a, e, 1)));
	else
		block(r, DOC_BULLET, value_text(r->a, e));
}

static void
section(struct reader *r, const char *key, const json_t *v)
{
	const struct section *s = section_of(key);
	json_t *o = (json_t *)(uintptr_t)v;
	size_t before = r->blocks.n;
	const char *name;
	json_t *e;

	block(r, DOC_HEADING, s->heading < 0 ? key_words(r->a, key) : str_of(word(r, (enum resume_word)s->heading)));
	if (json_is_array(v)) {
		for (size_t i = 0; i < json_array_size(v); i++)
			element(r, s, json_array_get(v, i), NULL);
	} else if (json_is_object(v)) {
		json_object_foreach(o, name, e) if (!key_is_hidden(name)) element(r, s, e, name);
	} else {
		paragraphs(r, v);
	}
	/* A heading with nothing under it is none. */
	while (r->blocks.n > before && r->blocks.p[r->blocks.n - 1].kind == DOC_BULLET &&
	       r->blocks.p[r->blocks.n - 1].text.n == 0)
		r->blocks.n--;
	if (r->blocks.n == before + 1)
		r->blocks.n = before;
}

/* --- who it is ---------------------------------------------------------------------------------------------------- */

static void
contact(struct reader *r, struct str text, struct str url)
{
	for (size_t i = 0; i < r->contact.n; i++)
		if (str_eq(r->contact.p[i].text, text))
			return;
	if (text.n > 0)
		*VEC_PUSH(r->a, &r->contact) = (struct doc_link){text, url};
}

static void
profile(struct reader *r, struct str network, struct str user, struct str url)
{
	struct str shown = url_shown(url);

	if (shown.n == 0)
		contact(r, join(r->a, network, ": ", user), STR_NONE);
	else if (network.n == 0 || str_has_ci(shown, network))
		contact(r, shown, url_whole(r->a, url));
	else
		contact(r, join(r->a, network, ": ", shown), url_whole(r->a, url));
}

static void
profiles(struct reader *r, const json_t *v)
{
	json_t *o = (json_t *)(uintptr_t)v;
	const char *key;
	json_t *e;

	for (size_t i = 0; i < json_array_size(v); i++) {
		struct take t = {.r = r, .o = json_array_get(v, i)};
		struct str network = take_text(&t, "network|name"), user = take_text(&t, "username|user");

		profile(r, network, user, take_text(&t, "url|website"));
	}
	if (json_is_object(v))
		json_object_foreach(o, key, e) profile(r, key_words(r->a, key), STR_NONE, value_text(r->a, e));
}

static void
basics(struct reader *r, const json_t *o)
{
	struct take t = {.r = r, .o = o};
	struct doc *d = r->doc;
	const json_t *place = take(&t, "location");
	struct str s;

	if (!json_is_object(o))
		return;
	s = take_text(&t, "name|full_name|fullName");
	d->name = d->name.n > 0 ? d->name : s;
	s = take_text(&t, "label|title|headline");
	d->label = d->label.n > 0 ? d->label : s;
	s = take_text(&t, "email");
	contact(r, s, s.n > 0 ? arena_printf(r->a, "mailto:%.*s", STR_ARG(s)) : STR_NONE);
	contact(r, take_text(&t, "phone|telephone|tel"), STR_NONE);
	contact(r, place_text(r, place), STR_NONE);
	if (d->country.n == 0)
		d->country = value_text(r->a, jdoc_at(place, "countryCode"));
	s = take_text(&t, "url|website");
	contact(r, url_shown(s), url_whole(r->a, s));
	profiles(r, take(&t, "profiles|social"));
	s = STR_NONE;
	if (!d->letter) {
		size_t before = r->blocks.n;

		block(r, DOC_HEADING, str_of(word(r, WORD_SUMMARY)));
		paragraphs(r, take(&t, "summary|about|description"));
		leftover(&t);
		if (r->blocks.n == before + 1)
			r->blocks.n = before;
	}
}

/* --- letters ------------------------------------------------------------------------------------------------------ */

/* Paragraphs stand apart by an empty line; lines within one stay lines. */
static void
letter_body(struct reader *r, struct str text)
{
	CLEANUP(strbuf_release) struct strbuf para = STRBUF(DOC_TEXT_MAX);
	struct str rest = text, line = STR_NONE, item;
	bool more = true;

	while (more) {
		more = str_line(&rest, &line);
		line = more ? one_line(r->a, line) : STR_NONE;
		if (line.n > 0 && !is_bullet(line, &item)) {
			strbuf_printf(&para, "%s%.*s", para.n > 0 ? "\n" : "", STR_ARG(line));
			continue;
		}
		if (para.n > 0)
			block(r, DOC_TEXT, arena_str(r->a, strbuf_str(&para)));
		strbuf_clear(&para);
		if (line.n > 0)
			block(r, DOC_BULLET, item);
	}
}

static void
letter(struct reader *r, const json_t *o)
{
	const json_t *body = jdoc_at(o, "body");
	struct str subject = value_text(r->a, jdoc_at(o, "subject"));

	r->doc->date = value_text(r->a, jdoc_at(o, "date"));
	if (subject.n > 0)
		block(r, DOC_SUBJECT, subject);
	if (json_is_string(body))
		letter_body(r, (struct str){json_string_value(body), json_string_length(body)});
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static bool
is_resume(const json_t *doc)
{
	json_t *o = (json_t *)(uintptr_t)doc;
	const char *key;
	json_t *v;

	if (json_is_object(json_object_get(doc, "basics")) || json_is_object(json_object_get(doc, "profile")))
		return true;
	json_object_foreach(o, key, v) if (section_of(key)->makes_resume && json_is_array(v)) return true;
	return false;
}

/* What the document says its language is, else the likely one of its own words. */
static void
language(struct reader *r, const json_t *doc, struct str json)
{
	static const char *const places[] = {"meta.language", "meta.lang", "meta.x-lang", "meta.locale", "language"};
	struct doc *d = r->doc;

	for (size_t i = 0; i < ARRAY_LEN(places) && d->lang_code.n == 0; i++)
		d->lang_code = value_text(r->a, jdoc_at(doc, places[i]));
	for (size_t i = 0; i < d->lang_code.n; i++)
		if (!ascii_is_alpha(d->lang_code.p[i]) && !ascii_is_digit(d->lang_code.p[i]) &&
		    d->lang_code.p[i] != '-')
			d->lang_code.n = 0;
	d->lang = resume_lang_find(d->lang_code);
	if (d->lang == NULL)
		d->lang = resume_lang_guess(json);
	if (d->lang_code.n < 2 || d->lang_code.n > 35)
		d->lang_code = str_of(d->lang->code);
}

static bool
is_outer(const char *key)
{
	return is_one_of("basics|profile|contact|meta|letter|version|theme|language|metadata|rendercv", key) ||
	       key_is_hidden(key);
}

bool
doc_read(struct arena *a, struct str json, struct doc *ret, struct err *err)
{
	struct doc doc = {0};
	struct reader r = {.a = a, .doc = &doc};
	const char *key;
	json_t *o, *v;

	if (json.n > DOC_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the document is larger than %zu MB", DOC_BYTES_MAX >> 20);
	if (!jdoc_read(a, json, &o, err))
		return false;
	doc.letter = json_is_object(json_object_get(o, "letter"));
	if (!json_is_object(o) || (!doc.letter && !is_resume(o))) {
		err_set(err, ERR_INVALID, "this is no résumé: it has neither basics nor work, education or projects");
		return err_hint(err, "Cairn reads JSON Resume; see https://jsonresume.org/schema.");
	}
	language(&r, o, utf8_clip(jdoc_write(a, o), 50000));
	doc.modified = value_text(a, jdoc_at(o, "meta.lastModified"));
	basics(&r, json_object_get(o, "basics"));
	basics(&r, json_object_get(o, "profile"));
	basics(&r, json_object_get(o, "contact"));
	if (doc.letter)
		letter(&r, json_object_get(o, "letter"));
	else
		json_object_foreach(o, key, v) if (!is_outer(key)) section(&r, key, v);
	if (r.full)
		return err_set(err, ERR_LIMIT, "the document has more than %zu lines and paragraphs", DOC_BLOCKS_MAX);
	doc.contact = r.contact.p;
	doc.n_contact = r.contact.n;
	doc.blocks = r.blocks.p;
	doc.n_blocks = r.blocks.n;
	*ret = doc;
	return true;
}
