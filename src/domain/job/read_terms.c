/* Workplace, employment and sponsorship: phrases with a value, and what is around them. */
#include "read.h"

struct cue {
	const char *words;
	int value;
	bool sure; /* says it by itself; the others are counted only when no sure one stands in the text */
};

/* The longest cue at word i; its words, or 0. */
static size_t
cue_at(const struct fold *f, size_t i, const struct cue *cues, size_t n, const struct cue **ret)
{
	size_t best = 0;

	for (size_t k = 0; k < n; k++) {
		size_t m = cues[k].words[0] == f->words[i].p[0] ? fold_phrase_at(f, i, cues[k].words) : 0;

		if (m > best) {
			best = m;
			*ret = &cues[k];
		}
	}
	return best;
}

static bool
word_is(const struct fold *f, size_t i, const char *const *list, size_t n)
{
	for (size_t k = 0; i < f->n && k < n; k++)
		if (str_eq(f->words[i], str_of(list[k])))
			return true;
	return false;
}

/* One of the words among the `back` words before i, in its sentence. */
static bool
word_before(const struct fold *f, size_t i, size_t back, const char *const *list, size_t n)
{
	for (size_t k = i; k > 0 && i - k < back && f->sentence[k - 1] == f->sentence[i]; k--)
		if (word_is(f, k - 1, list, n))
			return true;
	return false;
}

/* One of the words among the `on` words from i, in its sentence. */
static bool
word_after(const struct fold *f, size_t i, size_t on, const char *const *list, size_t n)
{
	for (size_t k = i; k < f->n && k - i < on && f->sentence[k] == f->sentence[i]; k++)
		if (word_is(f, k, list, n))
			return true;
	return false;
}

#define BEFORE(f, i, back, list) word_before((f), (i), (back), (list), ARRAY_LEN(list))
#define AFTER(f, i, on, list)    word_after((f), (i), (on), (list), ARRAY_LEN(list))

static const char *const no_words[] = {"not",   "no",      "cannot", "cant",        "unable",     "without",
                                       "never", "isnt",    "wont",   "dont",        "doesnt",     "arent",
                                       "nor",   "neither", "non",    "unavailable", "ineligible", "unfortunately"};

/* --- workplace ---------------------------------------------------------------------------------------------------- */

enum place { PLACE_NONE, ONSITE, HYBRID, REMOTE, PLACE__COUNT };
static const char *const place_names[] = {NULL, "onsite", "hybrid", "remote"};

/* In titles and places one word is enough. */
static const struct cue place_short[] = {
    {"hybrid", HYBRID, true},
    {"remote", REMOTE, true},
    {"anywhere", REMOTE, true},
    {"distributed", REMOTE, true},
    {"on site", ONSITE, true},
    {"onsite", ONSITE, true},
    {"in office", ONSITE, true},
    {"work from home", REMOTE, true},
    {"wfh", REMOTE, true},
    {"home based", REMOTE, true},
    {"remotely", REMOTE, true},
    /* Not places. */
    {"hybrid cloud", PLACE_NONE, true},
    {"remote sensing", PLACE_NONE, true},
};

static const struct cue place_cues[] = {
    {"hybrid role", HYBRID, true},
    {"hybrid position", HYBRID, true},
    {"hybrid work", HYBRID, true},
    {"hybrid working", HYBRID, true},
    {"hybrid model", HYBRID, true},
    {"hybrid schedule", HYBRID, true},
    {"hybrid office", HYBRID, true},
    {"hybrid environment", HYBRID, true},
    {"hybrid setup", HYBRID, true},
    {"hybrid set up", HYBRID, true},
    {"hybrid remote", HYBRID, true},
    {"hybrid policy", HYBRID, true},
    {"hybrid first", HYBRID, true},
    {"hybrid opportunity", HYBRID, true},
    {"hybrid basis", HYBRID, true},
    {"work hybrid", HYBRID, true},
    {"location hybrid", HYBRID, true},
    {"days a week in the office", HYBRID, true},
    {"days a week in our office", HYBRID, true},
    {"days per week in the office", HYBRID, true},
    {"days per week in our office", HYBRID, true},
    {"days in the office", HYBRID, true},
    {"days in office", HYBRID, true},
    {"days a week in office", HYBRID, true},
    {"days per week in office", HYBRID, true},
    {"days a week from our", HYBRID, true},
    {"days a week onsite", HYBRID, true},
    {"days per week onsite", HYBRID, true},
    {"days a week on site", HYBRID, true},
    {"days per week on site", HYBRID, true},
    {"office days", HYBRID, false},
    {"fully remote", REMOTE, true},
    {"full remote", REMOTE, true},
    {"100 remote", REMOTE, true},
    {"completely remote", REMOTE, true},
    {"entirely remote", REMOTE, true},
    {"remote first", REMOTE, true},
    {"remote only", REMOTE, true},
    {"remote position", REMOTE, true},
    {"remote role", REMOTE, true},
    {"remote job", REMOTE, true},
    {"remote opportunity", REMOTE, true},
    {"remote based", REMOTE, true},
    {"work remotely", REMOTE, false},
    {"working remotely", REMOTE, false},
    {"remote working", REMOTE, false},
    {"remote work", REMOTE, false},
    {"work from anywhere", REMOTE, false},
    {"work from home", REMOTE, false},
    {"this role is remote", REMOTE, true},
    {"this position is remote", REMOTE, true},
    {"role can be remote", REMOTE, true},
    {"can be performed remotely", REMOTE, true},
    {"location remote", REMOTE, true},
    {"fully distributed", REMOTE, true},
    {"on site role", ONSITE, true},
    {"on site position", ONSITE, true},
    {"onsite role", ONSITE, true},
    {"onsite position", ONSITE, true},
    {"fully on site", ONSITE, true},
    {"fully onsite", ONSITE, true},
    {"fully in office", ONSITE, true},
    {"100 onsite", ONSITE, true},
    {"100 on site", ONSITE, true},
    {"office based role", ONSITE, true},
    {"office based position", ONSITE, true},
    {"in office role", ONSITE, true},
    {"in person role", ONSITE, true},
    {"in person position", ONSITE, true},
    {"work on site", ONSITE, false},
    {"work onsite", ONSITE, false},
    {"working from the office", ONSITE, false},
    {"work from the office", ONSITE, false},
    {"work in office", ONSITE, false},
    {"work in person", ONSITE, false},
    {"full time in office", ONSITE, true},
    {"days a week in person", HYBRID, true},
    {"not a remote", ONSITE, true},
    {"not remote", ONSITE, true},
    {"no remote", ONSITE, true},
    {"location on site", ONSITE, true},
    {"location onsite", ONSITE, true},
};

static enum place
place_of_short(const struct fold *f)
{
	bool found[PLACE__COUNT] = {false};
	const struct cue *cue = NULL;

	for (size_t i = 0; i < f->n;) {
		size_t n = cue_at(f, i, place_short, ARRAY_LEN(place_short), &cue);

		if (n > 0)
			found[cue->value] = true;
		i += n > 0 ? n : 1;
	}
	return found[HYBRID] ? HYBRID : found[REMOTE] ? REMOTE : found[ONSITE] ? ONSITE : PLACE_NONE;
}

/* Of several places ("Cairo; Remote") one that is remote is a choice, and says nothing of the job. */
static enum place
place_of_places(const struct fold *f)
{
	enum place said = place_of_short(f);

	for (size_t i = 0, begin = 0; said == REMOTE && i < f->n; i++) {
		struct fold one;

		if (i + 1 < f->n && f->sentence[i + 1] == f->sentence[i])
			continue;
		one = (struct fold){f->words + begin, f->sentence + begin, i + 1 - begin};
		if (place_of_short(&one) == PLACE_NONE)
			said = PLACE_NONE;
		begin = i + 1;
	}
	return said;
}

/* "five days a week in the office" is no mixture. */
static bool
is_all_week(const struct fold *f, size_t i, const struct cue *cue)
{
	static const char *const five[] = {"5", "five"};

	return str_starts(str_of(cue->words), STR("days")) && BEFORE(f, i, 1, five);
}

const char *
job_read_workplace(const struct fold *title, const struct fold *place, const struct fold *text)
{
	static const char *const chance[] = {"occasional", "occasionally", "some",   "sometimes",
	                                     "flexible",   "option",       "options"};
	static const char *const perk[] = {"certain", "program", "programme", "policy",   "weeks", "perk",
	                                   "options", "stipend", "allowance", "budget",   "setup", "friendly",
	                                   "culture", "tools",   "teams",     "combining"};
	enum place said = place_of_short(title);
	int sure[PLACE__COUNT] = {0}, weak[PLACE__COUNT] = {0};

	if (said == PLACE_NONE)
		said = place_of_places(place);
	for (size_t i = 0; said == PLACE_NONE && i < text->n;) {
		const struct cue *cue = NULL;
		size_t n = cue_at(text, i, place_cues, ARRAY_LEN(place_cues), &cue);

		if (n > 0) {
			int value = is_all_week(text, i, cue) ? ONSITE : cue->value;

			if (value == REMOTE && BEFORE(text, i, 4, no_words))
				value = ONSITE;
			if (!BEFORE(text, i, 3, chance) && !AFTER(text, i + n, 4, perk))
				*(cue->sure ? &sure[value] : &weak[value]) += 1;
		}
		i += n > 0 ? n : 1;
	}
	if (said == PLACE_NONE)
		said = sure[HYBRID] > 0                    ? HYBRID
		       : sure[REMOTE] > 0                  ? REMOTE
		       : sure[ONSITE] > 0                  ? ONSITE
		       : weak[ONSITE] > 0 && !weak[REMOTE] ? ONSITE
		       : weak[HYBRID] > 0                  ? HYBRID
		                                           : PLACE_NONE;
	return place_names[said];
}

/* --- employment --------------------------------------------------------------------------------------------------- */

enum job_kind { KIND_NONE, FULL, PART, CONTRACT, TEMPORARY, INTERNSHIP, KIND__COUNT };
static const char *const kind_names[] = {NULL, "full-time", "part-time", "contract", "temporary", "internship"};

static const struct cue kind_short[] = {
    {"intern", INTERNSHIP, true},
    {"interns", INTERNSHIP, true},
    {"internship", INTERNSHIP, true},
    {"internships", INTERNSHIP, true},
    {"co op", INTERNSHIP, true},
    {"coop", INTERNSHIP, true},
    {"stagiaire", INTERNSHIP, true},
    {"contract", CONTRACT, true},
    {"contractor", CONTRACT, true},
    {"freelance", CONTRACT, true},
    {"freelancer", CONTRACT, true},
    {"ftc", CONTRACT, true},
    {"fixed term", CONTRACT, true},
    {"maternity cover", CONTRACT, true},
    {"temporary", TEMPORARY, true},
    {"temp", TEMPORARY, true},
    {"seasonal", TEMPORARY, true},
    {"part time", PART, true},
    {"full time", FULL, true},
    {"permanent", FULL, true},
    /* Contracts as a subject. */
    {"contract manager", KIND_NONE, true},
    {"contract management", KIND_NONE, true},
    {"smart contract", KIND_NONE, true},
    {"contract specialist", KIND_NONE, true},
};

static const struct cue kind_cues[] = {
    {"full time", FULL, true},
    {"fulltime", FULL, true},
    {"permanent position", FULL, true},
    {"permanent role", FULL, true},
    {"direct hire", FULL, true},
    {"part time", PART, true},
    {"contract position", CONTRACT, true},
    {"contract role", CONTRACT, true},
    {"contract to hire", CONTRACT, true},
    {"contract basis", CONTRACT, true},
    {"contract job", CONTRACT, true},
    {"contract opportunity", CONTRACT, true},
    {"contract assignment", CONTRACT, true},
    {"contract length", CONTRACT, true},
    {"contract duration", CONTRACT, true},
    {"month contract", CONTRACT, true},
    {"months contract", CONTRACT, true},
    {"fixed term", CONTRACT, true},
    {"independent contractor", CONTRACT, true},
    {"job type contract", CONTRACT, true},
    {"employment type contract", CONTRACT, true},
    {"type contract", CONTRACT, true},
    {"temporary position", TEMPORARY, true},
    {"temporary role", TEMPORARY, true},
    {"temporary assignment", TEMPORARY, true},
    {"job type temporary", TEMPORARY, true},
    {"this internship", INTERNSHIP, true},
    {"our internship program", INTERNSHIP, true},
    {"intern position", INTERNSHIP, true},
    {"internship position", INTERNSHIP, true},
    {"job type internship", INTERNSHIP, true},
};

/* The first by order: an internship may be full-time too, a contract as well. */
static enum job_kind
kind_first(const int *n)
{
	static const enum job_kind order[] = {INTERNSHIP, TEMPORARY, CONTRACT, PART, FULL};

	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		if (n[order[i]] > 0)
			return order[i];
	return KIND_NONE;
}

static enum job_kind
kind_of(const struct fold *f, const struct cue *cues, size_t n_cues)
{
	static const char *const study[] = {"study", "student", "students", "enrolled", "degree", "enrollment", "or"};
	int n[KIND__COUNT] = {0};

	for (size_t i = 0; i < f->n;) {
		const struct cue *cue = NULL;
		size_t k = cue_at(f, i, cues, n_cues, &cue);

		/* "full-time students", "full-time or part-time employees": not about the job. */
		if (k > 0 && !(cue->value <= PART && cue->value != KIND_NONE &&
		               (AFTER(f, i + k, 2, study) || BEFORE(f, i, 2, study) || BEFORE(f, i, 3, no_words))))
			n[cue->value]++;
		i += k > 0 ? k : 1;
	}
	return kind_first(n);
}

const char *
job_read_employment(const struct fold *title, const struct fold *text)
{
	enum job_kind kind = kind_of(title, kind_short, ARRAY_LEN(kind_short));

	return kind_names[kind != KIND_NONE ? kind : kind_of(text, kind_cues, ARRAY_LEN(kind_cues))];
}

/* --- sponsorship -------------------------------------------------------------------------------------------------- */

enum sponsor { SPONSOR_NONE, OFFERS, REFUSES, CITIZENS };
static const char *const sponsor_names[] = {NULL, "offers", "none", "citizenship"};

static bool
is_citizen_at(const struct fold *f, size_t i)
{
	static const struct cue cues[] = {
	    {"us citizen", 1, true},
	    {"u s citizen", 1, true},
	    {"us citizens", 1, true},
	    {"u s citizens", 1, true},
	    {"us citizenship", 1, true},
	    {"u s citizenship", 1, true},
	    {"united states citizen", 1, true},
	    {"united states citizenship", 1, true},
	    {"american citizen", 1, true},
	    {"citizenship required", 1, true},
	    {"citizenship is required", 1, true},
	    {"proof of citizenship", 1, true},
	};
	static const char *const needs[] = {"must", "required", "require",   "requires",  "requirement",
	                                    "only", "need",     "mandatory", "necessary", "requirements"};
	static const char *const others[] = {"encouraged", "permanent", "green",      "resident", "residents",
	                                     "person",     "persons",   "regardless", "legal",    "welcome",
	                                     "authorized", "refugee",   "asylee",     "preferred"};
	const struct cue *cue = NULL;
	size_t n = cue_at(f, i, cues, ARRAY_LEN(cues), &cue);

	if (n == 0 || AFTER(f, i, 15, others) || BEFORE(f, i, 12, others) || BEFORE(f, i, 6, no_words))
		return false;
	return AFTER(f, i, n + 6, needs) || BEFORE(f, i, 10, needs);
}

static enum sponsor
sponsor_at(const struct fold *f, size_t i)
{
	static const char *const sponsors[] = {"sponsor", "sponsorship", "sponsorships", "sponsoring", "sponsored"};
	static const char *const visas[] = {"visa",   "visas",   "immigration",   "h1b",          "h",
	                                    "permit", "permits", "authorization", "authorisation"};
	static const char *const jobs[] = {"employment",  "work",      "candidates", "applicants", "position",
	                                   "role",        "roles",     "positions",  "future",     "time",
	                                   "require",     "available", "opt",        "cpt",        "eligible",
	                                   "individuals", "legal"};
	static const char *const gives[] = {"offer",    "offers",    "offered",  "provide",   "provides",
	                                    "provided", "available", "can",      "will",      "happy",
	                                    "able",     "support",   "eligible", "yes",       "assist",
	                                    "do",       "open",      "consider", "including", "possible"};
	static const char *const asks[] = {"require", "requires", "requiring", "need", "needs"};
	bool visa;

	if (!word_is(f, i, sponsors, ARRAY_LEN(sponsors)))
		return SPONSOR_NONE;
	visa = BEFORE(f, i, 12, visas) || AFTER(f, i + 1, 10, visas);
	if ((BEFORE(f, i, 12, no_words) || AFTER(f, i + 1, 6, no_words)) &&
	    (visa || BEFORE(f, i, 12, jobs) || AFTER(f, i + 1, 10, jobs)))
		return REFUSES;
	/* "will you require sponsorship?" offers nothing; sponsorships are of games. */
	if (!visa || str_eq(f->words[i], STR("sponsorships")) || BEFORE(f, i, 6, asks))
		return SPONSOR_NONE;
	return BEFORE(f, i, 8, gives) || AFTER(f, i + 1, 8, gives) ? OFFERS : SPONSOR_NONE;
}

const char *
job_read_sponsorship(const struct fold *text)
{
	enum sponsor found = SPONSOR_NONE;

	for (size_t i = 0; i < text->n; i++) {
		char c = text->words[i].p[0];
		enum sponsor here = SPONSOR_NONE;

		if (c == 's')
			here = sponsor_at(text, i);
		else if ((c == 'u' || c == 'a' || c == 'c' || c == 'p') && is_citizen_at(text, i))
			return sponsor_names[CITIZENS];
		if (here == REFUSES || found == SPONSOR_NONE)
			found = here != SPONSOR_NONE ? here : found;
	}
	return sponsor_names[found];
}
