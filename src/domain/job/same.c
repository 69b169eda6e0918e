#include "same.h"

#include <stdlib.h>

#include "base/date.h"
#include "domain/person/company.h"

/* --- addresses ---------------------------------------------------------------------------------------------------- */

enum { URL_MAX = 2000, PARAMS_MAX = 32 };

/* Parameters that say where a reader came from. "utm_" and the like by their beginning. */
static const char *const tracking[] = {
    "ref",     "refid",       "referrer",  "referer",        "source",      "src",      "lever-source", "lever-origin",
    "trk",     "trkinfo",     "gh_src",    "gclid",          "fbclid",      "msclkid",  "mc_cid",       "mc_eid",
    "igshid",  "iis",         "iisn",      "jobboardsource", "jobsource",   "origin",   "codes",        "ss",
    "rx_c",    "rx_campaign", "rx_source", "rx_medium",      "rx_job",      "rx_group", "__jvst",       "__jvsd",
    "lang",    "locale",      "mode",      "ccuid",          "jobpipeline", "ittk",     "trackingid",   "recruiter",
    "applied",
};
static const char *const tracking_begins[] = {"utm_", "utm-", "rx_", "_ga", "lever-source", "hsa_"};

/* Ends of paths that lead to the form of the same job. */
static const char *const path_ends[] = {"/apply", "/application", "/apply/", "/application/", "/apply-now", "/login"};

static struct str
without_end(struct str s, const char *end)
{
	struct str e = str_of(end);

	return s.n > e.n && str_ends(s, e) ? str_sub(s, 0, s.n - e.n) : s;
}

static bool
is_tracking(struct str param)
{
	struct str name = str_sub(param, 0, str_find_byte(param, '='));

	for (size_t i = 0; i < ARRAY_LEN(tracking); i++)
		if (str_eq_ci(name, str_of(tracking[i])))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(tracking_begins); i++)
		if (str_starts_ci(name, str_of(tracking_begins[i])))
			return true;
	return name.n == 0;
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static char *
put(char *to, struct str s)
{
	if (s.n > 0)
		memcpy(to, s.p, s.n);
	return to + s.n;
}

/* "?a=1&b=2" with what names the page, sorted. */
static char *
put_params(char *to, struct str query)
{
	struct str params[PARAMS_MAX], param;
	size_t n = 0;

	while (n < PARAMS_MAX && str_split(&query, '&', &param))
		if (!is_tracking(param))
			params[n++] = param;
	if (n > 1)
		qsort(params, n, sizeof(params[0]), by_bytes);
	for (size_t i = 0; i < n; i++) {
		*to++ = i == 0 ? '?' : '&';
		to = put(to, params[i]);
	}
	return to;
}

/* "/en-US/careers": the language does not name the page. */
static struct str
without_language(struct str path)
{
	if (path.n > 6 && path.p[0] == '/' && path.p[3] == '-' && path.p[6] == '/' && ascii_is_alpha(path.p[1]) &&
	    ascii_is_alpha(path.p[2]) && ascii_is_alpha(path.p[4]) && ascii_is_alpha(path.p[5]))
		return str_sub(path, 6, path.n);
	return path;
}

static struct str
param_value(struct str query, struct str name)
{
	for (struct str param; str_split(&query, '&', &param);)
		if (str_starts_ci(param, name) && param.n > name.n && param.p[name.n] == '=')
			return str_sub(param, name.n + 1, 64);
	return STR_NONE;
}

/* The last part of the path. */
static struct str
path_tail(struct str path)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '/')
		i--;
	return str_sub(path, i, 64);
}

/* Boards whose jobs are shown on many sites, by an id of their own. */
static struct str
board_key(struct arena *a, struct str host, struct str path, struct str query)
{
	static const struct {
		const char *board;
		const char *host;
		const char *param;
		char sign; /* of an id: a digit, or a dash within it */
	} boards[] = {{"greenhouse", "greenhouse.io", "gh_jid", '0'}, {"ashby", "ashbyhq.com", "ashby_jid", '-'}};

	for (size_t i = 0; i < ARRAY_LEN(boards); i++) {
		struct str id = param_value(query, str_of(boards[i].param));

		if (id.n == 0 && str_ends(host, str_of(boards[i].host)))
			id = path_tail(path);
		if (id.n >= 5 && (boards[i].sign == '0' ? ascii_is_digit(id.p[id.n - 1]) && ascii_is_digit(id.p[0])
		                                        : str_find_byte(id, '-') == 8))
			return arena_printf(a, "%s:%.*s", boards[i].board, STR_ARG(id));
	}
	return STR_NONE;
}

/* Host, path and query of an address without scheme, "www.", fragment and the path's idle ends. */
static void
url_parts(struct str s, struct str *host, struct str *path, struct str *query)
{
	size_t scheme = str_find(s, STR("://")), at;

	if (scheme < s.n)
		s = str_sub(s, scheme + 3, s.n);
	s = str_sub(s, 0, str_find_byte(s, '#'));
	at = str_find_byte(s, '?');
	*query = at < s.n ? str_sub(s, at + 1, s.n) : STR_NONE;
	s = str_sub(s, 0, at);
	at = str_find_byte(s, '/');
	*host = str_sub(s, 0, at);
	*path = without_language(str_sub(s, at, s.n));
	if (str_starts_ci(*host, STR("www.")))
		*host = str_sub(*host, 4, host->n);
	for (size_t i = 0; i < ARRAY_LEN(path_ends); i++)
		*path = without_end(*path, path_ends[i]);
	while (path->n > 0 && path->p[path->n - 1] == '/')
		path->n--;
}

struct str
same_url_key(struct arena *a, struct str url)
{
	struct str host, path, query, board;
	char *out, *to;

	url_parts(str_sub(str_trim(url), 0, URL_MAX), &host, &path, &query);
	if (host.n == 0)
		return STR_NONE;
	out = to = ARENA_ARRAY(a, url.n + PARAMS_MAX + 8, char);
	for (size_t i = 0; i < host.n; i++)
		*to++ = ascii_lower(host.p[i]);
	board = board_key(a, (struct str){out, host.n}, path, query);
	if (board.n > 0)
		return board;
	to = put(to, path);
	to = put_params(to, query);
	return (struct str){out, (size_t)(to - out)};
}

bool
same_url_is_one_job(struct str key)
{
	size_t digits = 0;

	/* A UUID has five digits, though rarely in a row: letters a to f count beside a digit. */
	for (size_t i = str_find_byte(key, key.n > 0 && str_find_byte(key, '/') < key.n ? '/' : ':'); i < key.n; i++) {
		char c = key.p[i];
		bool hex = ascii_is_digit(c) || (digits > 0 && c >= 'a' && c <= 'f');

		digits = hex ? digits + 1 : 0;
		if (digits >= 5)
			return true;
	}
	return false;
}

struct str
same_url_host(struct str key)
{
	return str_sub(key, 0, MIN(str_find_byte(key, '/'), str_find_byte(key, ':')));
}

/* --- company and title -------------------------------------------------------------------------------------------- */

struct str
same_company_key(struct arena *a, struct str company)
{
	return company_key(a, company);
}

/* The title without bracketed parts that do not name the job: gender marks, ids, the place. */
static bool
bracket_says_nothing(struct arena *a, struct str inside, struct str place)
{
	struct str folded = fold_line(a, inside), where = fold_line(a, place);
	bool digits = false, letters = true;

	if (folded.n == 0)
		return true;
	for (size_t i = 0; i < inside.n; i++)
		digits |= ascii_is_digit(inside.p[i]);
	for (struct str rest = folded, w; str_split(&rest, ' ', &w);)
		letters = letters && w.n == 1;
	return letters || (digits && folded.n >= 3 && folded.n <= 16 && str_find_byte(folded, ' ') == folded.n) ||
	       (where.n > 0 && str_has(where, folded)) || str_eq(folded, STR("all genders")) ||
	       str_eq(folded, STR("remote")) || str_eq(folded, STR("hybrid"));
}

static struct str
without_brackets(struct arena *a, struct str title, struct str place)
{
	char *out = ARENA_ARRAY(a, title.n + 1, char);
	size_t n = 0;

	for (size_t i = 0; i < title.n; i++) {
		char close = title.p[i] == '(' ? ')' : title.p[i] == '[' ? ']' : '\0';
		struct str rest = str_sub(title, i + 1, title.n);
		size_t end = close != '\0' ? str_find_byte(rest, close) : rest.n;

		if (end < rest.n && bracket_says_nothing(a, str_sub(rest, 0, end), place)) {
			out[n++] = ' ';
			i += end + 1;
		} else {
			out[n++] = title.p[i];
		}
	}
	return (struct str){out, n};
}

/* Cuts " - Berlin" off the end when Berlin is in the place. */
static struct str
without_place(struct arena *a, struct str title, struct str place)
{
	struct str where = fold_line(a, place);
	size_t at = title.n;

	for (size_t i = 1; i + 1 < title.n; i++)
		if (ascii_is_space(title.p[i - 1]) &&
		    (title.p[i] == '-' || title.p[i] == '|' || str_starts(str_sub(title, i, 3), STR("–"))))
			at = i;
	if (at < title.n && where.n > 0) {
		struct str tail = fold_line(a, str_sub(title, at, title.n));

		if (tail.n > 1 && str_has(where, tail))
			return str_sub(title, 0, at);
	}
	return title;
}

struct str
same_title_key(struct arena *a, struct str title, struct str place)
{
	static const char *const marks[] = {"m f d", "m w d", "f m d", "w m d", "m f x", "f m x",      "m f",
	                                    "f m",   "h f",   "m w",   "f h",   "d m w", "all genders"};
	struct str key = fold_line(a, without_place(a, without_brackets(a, title, place), place));

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		key = str_trim(without_end(key, arena_cstr(a, arena_printf(a, " %s", marks[i]))));
	return key.n > 0 ? key : fold_line(a, title);
}

struct str
same_job_key(struct arena *a, struct str company_key, struct str title_key)
{
	return arena_printf(a, "%.*s | %.*s", (int)MIN(company_key.n, 480), company_key.p != NULL ? company_key.p : "",
	                    (int)MIN(title_key.n, 480), title_key.p != NULL ? title_key.p : "");
}

uint64_t
same_place_hash(struct str place)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	uint64_t sum = 0;

	for (struct str part; str_split(&place, ';', &part);) {
		struct str folded = fold_line(&a, str_sub(part, 0, 500));

		/* A sum does not know the order. */
		if (folded.n > 0)
			sum += str_hash(folded) | 1;
	}
	return sum;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

static uint64_t
fnv(uint64_t h, struct str w)
{
	for (size_t i = 0; i < w.n; i++)
		h = (h ^ (unsigned char)w.p[i]) * UINT64_C(0x100000001b3);
	return (h ^ ' ') * UINT64_C(0x100000001b3);
}

uint64_t
same_text_hash(const struct fold *text)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < text->n; i++)
		h = fnv(h, text->words[i]);
	return h;
}

static uint64_t
mix(uint64_t h)
{
	h = (h ^ (h >> 33)) * UINT64_C(0xff51afd7ed558ccd);
	h = (h ^ (h >> 33)) * UINT64_C(0xc4ceb9fe1a85ec53);
	return h ^ (h >> 33);
}

uint64_t
same_simhash(const struct fold *text)
{
	/* Eight counters of eight bits in each of eight words, emptied into `sum` before they overflow: bit i of a hash
	 * is spread to byte i % 8 of lane i / 8. */
	int sum[64] = {0};
	uint64_t hash = 0;
	size_t n = text->n;

	if (n < SAME_SHINGLE_MIN)
		return 0;
	for (size_t i = 0; i + 3 <= n; i += 255) {
		uint64_t lane[8] = {0};
		size_t end = MIN(i + 255, n - 2);

		for (size_t k = i; k < end; k++) {
			uint64_t h = UINT64_C(0xcbf29ce484222325);

			for (size_t w = k; w < k + 3; w++)
				h = fnv(h, text->words[w]);
			h = mix(h);
			for (int b = 0; b < 8; b++)
				lane[b] += (h >> b) & UINT64_C(0x0101010101010101);
		}
		for (int b = 0; b < 64; b++)
			sum[b] += (int)((lane[b % 8] >> (b / 8 * 8)) & 255);
	}
	for (int b = 0; b < 64; b++)
		hash |= (uint64_t)((size_t)sum[b] * 2 > n - 2) << b;
	return hash == 0 ? 1 : hash;
}

int
same_distance(uint64_t a, uint64_t b)
{
	return __builtin_popcountll(a ^ b);
}

/* --- the decision ------------------------------------------------------------------------------------------------- */

const char *
same_relation_name(enum same_relation r)
{
	static const char *const names[] = {"first", "exact", "repost", "sibling"};

	return names[r];
}

static bool
days_near(int32_t a, int32_t b)
{
	return a == DAY_NONE || b == DAY_NONE || (a - b <= SAME_REPOST_DAYS && b - a <= SAME_REPOST_DAYS);
}

enum same_relation
same_decide(const struct same_face *a, const struct same_face *b)
{
	bool company = a->company == b->company && a->company != 0;
	bool job = company && a->title == b->title;
	bool place = a->place == b->place;
	bool texts = a->simhash != 0 && b->simhash != 0;
	int bits = texts ? same_distance(a->simhash, b->simhash) : 64;

	/* One page can stand for several jobs (a company's page of openings), so that such an address alone is not
	 * enough; one with a job's id is, whatever words a list has for the title. */
	if (a->url != 0 && a->url == b->url && (job || a->url_is_one_job))
		return SAME_EXACT;
	if (texts && a->text == b->text && job && place)
		return SAME_EXACT;
	if (texts && job && bits <= SAME_REPOST_BITS)
		return place ? SAME_REPOST : SAME_SIBLING;
	if (texts && company && bits <= SAME_SIBLING_BITS)
		return SAME_SIBLING;
	/* Lists give no text. One job stands on two sites under two addresses; two addresses of one site with one title
	 * and place are two openings, or last year's. */
	if (!texts && job && place && (a->host != b->host || a->host == 0) && days_near(a->posted_day, b->posted_day))
		return SAME_REPOST;
	return SAME_FIRST;
}
