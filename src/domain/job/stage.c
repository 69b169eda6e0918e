#include "domain/job/stage.h"

#include <stdlib.h>

const struct stage_info stage_infos[] = {
    {"found", "Found", PHASE_BEFORE, -200},      {"referred", "Referred", PHASE_BEFORE, -100},
    {"applied", "Applied", PHASE_APPLIED, 0},    {"screen", "Screen", PHASE_MIDDLE, 300},
    {"round", "Round", PHASE_MIDDLE, 600},       {"offer", "Offer", PHASE_OFFER, 1000},
    {"accepted", "Accepted", PHASE_ENDED, 1100}, {"declined", "Declined", PHASE_ENDED, 1200},
    {"rejected", "Rejected", PHASE_ENDED, 1300}, {"withdrawn", "Withdrawn", PHASE_ENDED, 1400},
    {"ghosted", "Ghosted", PHASE_ENDED, 1500},
};
const size_t stage_infos_n = ARRAY_LEN(stage_infos);

const struct stage_info *
stage_info_find(struct str word)
{
	for (size_t i = 0; i < stage_infos_n; i++)
		if (str_eq(word, str_of(stage_infos[i].word)))
			return &stage_infos[i];
	return NULL;
}

enum stage_phase
stage_phase_of(struct str word)
{
	const struct stage_info *info = stage_info_find(word);
	return info == NULL ? PHASE_MIDDLE : info->phase;
}

bool
stage_is_open(struct str word)
{
	return word.n > 0 && stage_phase_of(word) != PHASE_ENDED;
}

static bool
is(struct str kind, const char *word)
{
	return str_eq(kind, str_of(word));
}

/* Those of one chain together, the newest first. */
static int
chain_cmp(const void *a, const void *b)
{
	const struct stage_event *x = a, *y = b;

	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

static int
order_cmp(const void *a, const void *b)
{
	const struct stage_event *x = a, *y = b;
	bool fx, fy;

	if (x->counts != y->counts)
		return x->counts ? -1 : 1;
	if (x->on_day != y->on_day)
		return x->on_day < y->on_day ? -1 : 1;
	fx = is(x->kind, "found");
	fy = is(y->kind, "found");
	if (fx != fy)
		return fx ? -1 : 1;
	return x->root < y->root ? -1 : x->root > y->root;
}

size_t
stage_order(struct stage_event *log, size_t n)
{
	size_t live = 0;
	bool told = false;

	if (n == 0)
		return 0;
	qsort(log, n, sizeof(*log), chain_cmp);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || log[i].root != log[i - 1].root)
			told = false;
		log[i].counts = !told && !log[i].undone;
		told = told || log[i].counts;
		live += log[i].counts;
	}
	qsort(log, n, sizeof(*log), order_cmp);
	return live;
}

static void
step(struct stage_state *s, const struct stage_event *e)
{
	bool moves = !str_eq(s->stage, e->kind);

	if (is(e->kind, "found")) {
		s->found_day = s->found_day == DAY_NONE ? e->on_day : s->found_day;
		moves = s->stage.n == 0;
	} else if (is(e->kind, "referred")) {
		moves = s->stage.n == 0 || is(s->stage, "found");
	} else if (is(e->kind, "applied") && s->applied_day == DAY_NONE) {
		s->applied_day = e->on_day;
	}
	s->last_day = e->on_day;
	if (moves) {
		s->stage = e->kind;
		s->since_day = e->on_day;
	}
}

struct stage_state
stage_derive(const struct stage_event *log, size_t n)
{
	struct stage_state s = {.stage = STR(""),
	                        .since_day = DAY_NONE,
	                        .found_day = DAY_NONE,
	                        .applied_day = DAY_NONE,
	                        .last_day = DAY_NONE};

	for (size_t i = 0; i < n; i++)
		step(&s, &log[i]);
	return s;
}

static bool
refuse(struct str kind, struct err *err, const char *why, const char *hint)
{
	err_set(err, ERR_CONFLICT, "'%.*s' is not possible: %s", STR_ARG(kind), why);
	return hint == NULL ? false : err_hint(err, "%s", hint);
}

#define HINT_UNDO "Undo or correct the event that led there."

/* After the last word nothing more can be said but what is listed here. */
static bool
step_from_end(struct str stage, struct str kind, struct err *err)
{
	static const struct {
		const char *stage;
		const char *then; /* words between spaces; "-" stands for what lies between applied and offer */
	} ways[] = {
	    {"accepted", " rejected withdrawn "},
	    {"declined", " offer "},
	    {"rejected", " - offer "},
	    {"withdrawn", " - offer "},
	    {"ghosted", " - offer rejected withdrawn "},
	};
	char word[STAGE_WORD_MAX + 3];

	snprintf(word, sizeof(word), " %.*s ", stage_phase_of(kind) == PHASE_MIDDLE ? 1 : (int)kind.n,
	         stage_phase_of(kind) == PHASE_MIDDLE ? "-" : kind.p);
	for (size_t i = 0; i < ARRAY_LEN(ways); i++)
		if (is(stage, ways[i].stage) && str_has(str_of(ways[i].then), str_of(word)))
			return true;
	if (str_eq(stage, kind))
		return refuse(kind, err, "it is there already", NULL);
	err_set(err, ERR_CONFLICT, "'%.*s' is not possible: it ended as '%.*s'", STR_ARG(kind), STR_ARG(stage));
	return err_hint(err, "%s Another try at the job is a new application.", HINT_UNDO);
}

bool
stage_step_check(const struct stage_state *s, struct str kind, struct err *err)
{
	bool found = is(s->stage, "found");

	if (s->stage.n == 0)
		return is(kind, "found") || refuse(kind, err, "it comes before the day it was found",
		                                   "Correct the day it was found first, or give a later day.");
	if (is(kind, "found"))
		return refuse(kind, err, "it has been found already", HINT_UNDO);
	if (!stage_is_open(s->stage))
		return step_from_end(s->stage, kind, err);
	if (is(kind, "applied") && is(s->stage, "applied"))
		return refuse(kind, err, "it is there already", "Correct the event to change its day or words.");
	if ((is(kind, "accepted") || is(kind, "declined")) && !is(s->stage, "offer"))
		return refuse(kind, err, "there is no offer",
		              "Record the offer first; one that is given up before an "
		              "offer is withdrawn.");
	if (is(kind, "rejected") && found)
		return refuse(kind, err, "it was not applied for", "One that is not pursued is withdrawn.");
	if (is(kind, "ghosted") && found)
		return refuse(kind, err, "nobody was asked yet", "One that is not pursued is withdrawn.");
	return true;
}

bool
stage_check(const struct stage_event *log, size_t n, size_t *ret_bad, struct err *err)
{
	struct stage_state s = stage_derive(NULL, 0);

	for (size_t i = 0; i < n; i++) {
		if (!stage_step_check(&s, log[i].kind, err)) {
			*ret_bad = i;
			return false;
		}
		step(&s, &log[i]);
	}
	return true;
}
