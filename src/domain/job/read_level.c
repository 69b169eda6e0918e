/* Seniority and years of experience. */
#include "read.h"

enum level { LEVEL_NONE, INTERN, JUNIOR, MID, SENIOR, LEAD, MANAGER, EXECUTIVE };

static const char *const level_names[] = {NULL, "intern", "junior", "mid", "senior", "lead", "manager", "executive"};

/* Words of titles. A phrase that says LEVEL_NONE hides the words in it. Where several levels stand, the first in
 * `rank` wins: an intern in a team of senior engineers is an intern, a senior manager a manager. */
static const struct {
	const char *words;
	enum level level;
} title_words[] = {
    {"intern", INTERN},
    {"interns", INTERN},
    {"internship", INTERN},
    {"internships", INTERN},
    {"co op", INTERN},
    {"coop", INTERN},
    {"working student", INTERN},
    {"werkstudent", INTERN},
    {"stagiaire", INTERN},
    {"summer analyst", INTERN},
    {"industrial placement", INTERN},
    {"chief", EXECUTIVE},
    {"chief of staff", LEVEL_NONE},
    {"chief engineer", LEAD},
    {"ceo", EXECUTIVE},
    {"cto", EXECUTIVE},
    {"cfo", EXECUTIVE},
    {"coo", EXECUTIVE},
    {"cpo", EXECUTIVE},
    {"ciso", EXECUTIVE},
    {"vp", EXECUTIVE},
    {"svp", EXECUTIVE},
    {"evp", EXECUTIVE},
    {"avp", MANAGER},
    {"vice president", EXECUTIVE},
    {"assistant vice president", MANAGER},
    {"director", EXECUTIVE},
    {"head of", EXECUTIVE},
    {"head", EXECUTIVE},
    {"president", EXECUTIVE},
    {"manager", MANAGER},
    {"managers", MANAGER},
    {"mgr", MANAGER},
    {"supervisor", MANAGER},
    /* Managers of things, not of people. */
    {"product manager", LEVEL_NONE},
    {"project manager", LEVEL_NONE},
    {"program manager", LEVEL_NONE},
    {"programme manager", LEVEL_NONE},
    {"account manager", LEVEL_NONE},
    {"accounts manager", LEVEL_NONE},
    {"community manager", LEVEL_NONE},
    {"case manager", LEVEL_NONE},
    {"relationship manager", LEVEL_NONE},
    {"relations manager", LEVEL_NONE},
    {"campaign manager", LEVEL_NONE},
    {"category manager", LEVEL_NONE},
    {"success manager", LEVEL_NONE},
    {"partner manager", LEVEL_NONE},
    {"partnerships manager", LEVEL_NONE},
    {"partnership manager", LEVEL_NONE},
    {"portfolio manager", LEVEL_NONE},
    {"content manager", LEVEL_NONE},
    {"social media manager", LEVEL_NONE},
    {"product marketing manager", LEVEL_NONE},
    {"business development manager", LEVEL_NONE},
    {"development manager business", LEVEL_NONE},
    {"manager product", LEVEL_NONE},
    {"office manager", LEVEL_NONE},
    {"lead", LEAD},
    {"leader", LEAD},
    {"principal", LEAD},
    {"staff", LEAD},
    {"staff accountant", LEVEL_NONE},
    {"staff nurse", LEVEL_NONE},
    {"lead generation", LEVEL_NONE},
    {"lead gen", LEVEL_NONE},
    {"distinguished", LEAD},
    {"fellow", LEAD},
    {"senior", SENIOR},
    {"sr", SENIOR},
    {"snr", SENIOR},
    {"iii", SENIOR},
    {"iv", SENIOR},
    {"junior", JUNIOR},
    {"jr", JUNIOR},
    {"jnr", JUNIOR},
    {"entry level", JUNIOR},
    {"graduate", JUNIOR},
    {"new grad", JUNIOR},
    {"new graduate", JUNIOR},
    {"university grad", JUNIOR},
    {"early career", JUNIOR},
    {"trainee", JUNIOR},
    {"apprentice", JUNIOR},
    {"apprenticeship", JUNIOR},
    {"learnership", JUNIOR},
    {"associate", JUNIOR},
    {"i", JUNIOR},
    {"mid level", MID},
    {"mid", MID},
    {"intermediate", MID},
    {"ii", MID},
};

static const enum level rank[] = {INTERN, EXECUTIVE, MANAGER, LEAD, SENIOR, MID, JUNIOR};

/* Phrases of the text that say for whom the job is. */
static const struct {
	const char *words;
	enum level level;
} text_words[] = {
    {"this is an entry level", JUNIOR}, {"entry level position", JUNIOR},        {"entry level role", JUNIOR},
    {"no experience required", JUNIOR}, {"no prior experience", JUNIOR},         {"this internship", INTERN},
    {"our internship program", INTERN}, {"seniority level entry level", JUNIOR},
};

static enum level
level_of_title(const struct fold *title)
{
	bool found[EXECUTIVE + 1] = {false};

	for (size_t i = 0; i < title->n;) {
		size_t best = 0;
		enum level level = LEVEL_NONE;

		for (size_t k = 0; k < ARRAY_LEN(title_words); k++) {
			size_t n = title_words[k].words[0] == title->words[i].p[0]
			               ? fold_phrase_at(title, i, title_words[k].words)
			               : 0;

			if (n > best) {
				best = n;
				level = title_words[k].level;
			}
		}
		found[level] = true;
		i += best > 0 ? best : 1;
	}
	for (size_t i = 0; i < ARRAY_LEN(rank); i++)
		if (found[rank[i]])
			return rank[i];
	return LEVEL_NONE;
}

static enum level
level_of_text(const struct fold *text)
{
	for (size_t i = 0; i < text->n; i++) {
		char c = text->words[i].p[0];

		if (c != 't' && c != 'e' && c != 'n' && c != 'o' && c != 's')
			continue;
		for (size_t k = 0; k < ARRAY_LEN(text_words); k++)
			if (fold_phrase_at(text, i, text_words[k].words) > 0)
				return text_words[k].level;
	}
	return LEVEL_NONE;
}

const char *
job_read_seniority(const struct fold *title, const struct fold *text, int years_min)
{
	enum level level = level_of_title(title);

	if (level == LEVEL_NONE)
		level = level_of_text(text);
	if (level == LEVEL_NONE && years_min >= 0)
		level = years_min >= 5 ? SENIOR : years_min >= 2 ? MID : JUNIOR;
	return level_names[level];
}

/* --- years -------------------------------------------------------------------------------------------------------- */

enum { YEARS_MAX = 20, NEAR = 14 };

static const char *const number_words[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                           "seven", "eight", "nine", "ten",   "eleven", "twelve"};

struct years {
	int min;
	int max;
	bool preferred;
};

/* "3", "3+", "1.5", "five": the whole number, or -1. *ret_plus: it says "or more". */
static int
number_of(struct str w, bool *ret_plus)
{
	int v = 0;

	*ret_plus = w.n > 1 && w.p[w.n - 1] == '+';
	if (*ret_plus)
		w.n--;
	for (size_t i = 0; i < ARRAY_LEN(number_words); i++)
		if (str_eq(w, str_of(number_words[i])))
			return (int)i;
	/* Pages lose their line ends: "Requirements5+ years". */
	for (size_t k = 4; k < w.n && ascii_is_alpha(w.p[0]); k++)
		if (ascii_is_digit(w.p[k]) && ascii_is_alpha(w.p[k - 1]) && w.n - k <= 2)
			w = str_sub(w, k, w.n);
	if (w.n == 0 || w.n > 4 || !ascii_is_digit(w.p[0]))
		return -1;
	for (size_t i = 0; i < w.n && w.p[i] != '.'; i++) {
		if (!ascii_is_digit(w.p[i]))
			return -1;
		v = v * 10 + (w.p[i] - '0');
	}
	return v;
}

static bool
word_in(struct str w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(w, str_of(list[i])))
			return true;
	return false;
}
#define WORD_IN(w, list) word_in((w), (list), ARRAY_LEN(list))

static bool
is_year_word(struct str w)
{
	static const char *const list[] = {"years", "year", "yrs", "yr", "yoe", "years+", "yrs+"};

	return WORD_IN(w, list);
}

/* Whether the sentence from `from` to `to` has one of the words. */
static bool
any_in(const struct fold *f, size_t from, size_t to, const char *const *list, size_t n)
{
	for (size_t i = from; i < to; i++)
		if (word_in(f->words[i], list, n))
			return true;
	return false;
}

/* Whether the years whose word is at i are asked of the reader. */
static bool
years_are_asked(const struct fold *f, size_t begin, size_t i, size_t end)
{
	static const char *const about[] = {"experience", "experienced",  "exp",     "background",   "expertise",
	                                    "industry",   "professional", "yoe",     "practice",     "hands",
	                                    "working",    "track",        "proven",  "demonstrated", "minimum",
	                                    "least",      "relevant",     "related", "managing"};
	static const char *const direct[] = {"experience", "experienced", "exp", "expertise", "yoe"};
	static const char *const not_after[] = {"old",      "ago",      "age",       "anniversary", "history",
	                                        "warranty", "contract", "plan",      "term",        "vesting",
	                                        "degree",   "program",  "programme", "bond"};
	static const char *const not_before[] = {"last",  "past", "next",    "within", "age", "aged",
	                                         "every", "each", "founded", "since",  "per"};
	static const char *const we[] = {"we", "our", "weve", "company", "firm", "has", "us"};
	static const char *const does[] = {"in",      "of",       "as",         "with",      "working", "building",
	                                   "leading", "managing", "developing", "designing", "hands",   "writing"};
	static const char *const you[] = {"you",      "your",     "youve",   "candidate", "candidates", "must",
	                                  "required", "requires", "minimum", "least",     "looking"};

	if (i + 1 < end && WORD_IN(f->words[i + 1], not_after))
		return false;
	if (i + 2 < end && str_eq(f->words[i + 1], STR("of")) && WORD_IN(f->words[i + 2], not_after))
		return false;
	if (any_in(f, i > begin + 4 ? i - 4 : begin, i, not_before, ARRAY_LEN(not_before)))
		return false;
	if (any_in(f, begin, i, we, ARRAY_LEN(we)) && !any_in(f, begin, end, you, ARRAY_LEN(you)))
		return false;
	/* "5+ years in fraud detection": an item of a list that begins so asks for them. */
	if (i - begin <= 4 && i + 1 < end && WORD_IN(f->words[i + 1], does))
		return true;
	return any_in(f, i + 1, MIN(end, i + NEAR), direct, ARRAY_LEN(direct)) ||
	       any_in(f, i > begin + 8 ? i - 8 : begin, MIN(end, i + 4), about, ARRAY_LEN(about));
}

/* The number or range before the word at i. */
static bool
years_before(const struct fold *f, size_t begin, size_t i, struct years *ret)
{
	static const char *const between[] = {"to", "and", "or", "through"};
	size_t k = i;
	bool plus = false, other_plus = false;
	int high, low;

	/* "3 or more years", "3 plus years", "3 full years" */
	if (k >= begin + 3 && str_eq(f->words[k - 1], STR("more")) && str_eq(f->words[k - 2], STR("or"))) {
		k -= 2;
		plus = true;
	} else if (k >= begin + 2 && str_eq(f->words[k - 1], STR("plus"))) {
		k -= 1;
		plus = true;
	} else if (k >= begin + 2 && (str_eq(f->words[k - 1], STR("full")) || str_eq(f->words[k - 1], STR("solid")))) {
		k -= 1;
	}
	if (k <= begin)
		return false;
	high = number_of(f->words[--k], &other_plus);
	plus |= other_plus;
	if (high < 0 || high > YEARS_MAX)
		return false;
	*ret = (struct years){high, -1, false};
	if (k <= begin)
		return true;
	if (k >= begin + 2 && WORD_IN(f->words[k - 1], between))
		low = number_of(f->words[k - 2], &other_plus);
	else
		low = number_of(f->words[k - 1], &other_plus);
	if (low >= 0 && low < high && low <= YEARS_MAX && !other_plus) {
		ret->min = low;
		ret->max = plus ? -1 : high;
	} else if (k >= begin + 2 && str_eq(f->words[k - 1], STR("to")) && str_eq(f->words[k - 2], STR("up"))) {
		*ret = (struct years){-1, high, false};
	}
	return true;
}

void
job_read_years(const struct fold *text, int *ret_min, int *ret_max)
{
	static const char *const soft[] = {"preferred",  "plus", "ideally", "bonus",
	                                   "preferably", "nice", "desired", "advantage"};
	struct years found, best = {-1, -1, true};
	bool any = false;

	for (size_t i = 1, begin = 0; i < text->n; i++) {
		size_t end;

		if (text->sentence[i] != text->sentence[i - 1])
			begin = i;
		if (!is_year_word(text->words[i]) || !years_before(text, begin, i, &found))
			continue;
		for (end = i; end < text->n && text->sentence[end] == text->sentence[i];)
			end++;
		if (!years_are_asked(text, begin, i, end))
			continue;
		found.preferred = any_in(text, begin, end, soft, ARRAY_LEN(soft));
		/* The first that is asked for; one that is only wished for when there is no other. */
		if (!any || (best.preferred && !found.preferred)) {
			best = found;
			any = true;
		}
		if (!best.preferred)
			break;
	}
	*ret_min = any ? best.min : -1;
	*ret_max = any ? best.max : -1;
}
