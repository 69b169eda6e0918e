#include "exchange/demo.h"

#include "base/content.h"
#include "base/date.h"
#include "base/num.h"
#include "db/db.h"
#include "domain/account/setting.h"
#include "domain/job/posting.h"
#include "domain/plan/plan.h"
#include "exchange/demo_impl.h"

#define BEGAN 154 /* days ago */

/* Everything below is told in days ago, in the order in which it happened. */
static const struct {
	int ago;
	const char *skill;
	int minutes;
	const char *note;
} log_rows[] = {
    {153, "ml.frame", 50, "Wrote down three questions from work as prediction problems"},
    {151, "ml.frame", 70, "Inputs, labels, baseline, metric for late containers"},
    {146, "ll.core", 55, NULL},
    {144, "sw.py", 60, "Typing and dataclasses, properly this time"},
    {142, "ll.core", 65, "Tokens and context windows"},
    {138, "ml.frame", 45, NULL},
    {136, "ml.frame", 50, NULL},
    {134, "ll.ctx", 40, "Few-shot prompts for booking mails"},
    {131, "ll.ctx", 60, NULL},
    {129, "ll.ctx", 80, "The same mail, eleven prompts, one table"},
    {124, "ll.core", 70, NULL},
    {122, "ll.core", 60, "Sampling: what temperature really does"},
    {120, "ma.vec", 60, NULL},
    {116, "ma.vec", 60, "Cosine similarity by hand, then in NumPy"},
    {114, "ll.api", 80, "First call with structured output"},
    {110, "ll.core", 50, NULL},
    {107, "ll.api", 75, "Retries and timeouts"},
    {105, "ll.api", 90, NULL},
    {100, "ll.api", 55, "Tool calls"},
    {97, "sw.py", 90, "Packaging the mail tool"},
    {95, "sw.py", 75, NULL},
    /* Three weeks away. */
    {69, "ll.core", 90, "Back. Read my notes of summer again"},
    {67, "ml.valid", 80, NULL},
    {65, "ml.valid", 60, NULL},
    {63, "ml.valid", 90, "Leakage: found it in our own arrival times"},
    {60, "ml.frame", 80, NULL},
    {59, "ml.valid", 50, NULL},
    {57, "ll.ctx", 90, "What to leave out of the context"},
    {55, "ll.ctx", 80, NULL},
    {54, "ml.frame", 65, "One page: what late means, and for whom"},
    {52, "ll.ctx", 110, NULL},
    {50, "ll.ctx", 60, NULL},
    {48, "ll.ctx", 90, "Order of sections matters less than I thought"},
    {46, "ma.prob", 90, NULL},
    {45, "ll.ctx", 60, NULL},
    {44, "ll.ctx", 60, NULL},
    {41, "ma.prob", 60, "Bayes with a table of frequencies"},
    {39, "ma.prob", 60, NULL},
    {37, "ml.metric", 110, NULL},
    /* A week of illness. */
    {27, "ml.metric", 120, "Precision and recall of the mail router, per class"},
    {25, "ml.metric", 90, NULL},
    {24, "ll.api", 120, "Streaming, and what to do when it stops"},
    {22, "ll.api", 60, NULL},
    {20, "ll.api", 150, "Cost per mail: 0.4 cents, was 2.1"},
    {18, "ml.metric", 80, NULL},
    {17, "ll.api", 60, NULL},
    {16, "ll.api", 90, NULL},
    {13, "ll.api", 120, NULL},
    {11, "ll.api", 120, "Version 1 at work, behind a flag"},
    {9, "ll.eval", 90, NULL},
    {8, "sw.py", 60, NULL},
    {6, "ll.eval", 60, "Forty mails, labelled twice, two weeks apart"},
    {4, "sw.py", 90, NULL},
    {2, "ll.eval", 50, NULL},
    {1, "ll.rag", 45, "Manuals of the charger, cut by heading"},
};

static const struct {
	int ago;
	const char *skill;
	int level;
	enum evidence_kind kind;
	const char *url;
	const char *note;
} evidence_rows[] = {
    {152, "sw.api", 3, EVIDENCE_WORK, NULL, "Booking service of the terminal, in production since 2023"},
    {150, "ml.frame", 1, EVIDENCE_EXERCISE, NULL, NULL},
    {141, "ll.core", 1, EVIDENCE_COURSE, NULL, "Introductory course, with the quiz"},
    {129, "ll.ctx", 1, EVIDENCE_EXERCISE, NULL, NULL},
    {119, "sw.cloud", 2, EVIDENCE_EXAM, NULL, "Associate certificate"},
    {115, "ma.vec", 1, EVIDENCE_EXERCISE, NULL, NULL},
    {99, "ll.api", 1, EVIDENCE_COURSE, NULL, NULL},
    {94, "sw.py", 2, EVIDENCE_PROJECT, "https://example.org/mara/mail-tool", "A packaged tool with tests and types"},
    {68, "ll.core", 2, EVIDENCE_EXERCISE, NULL, NULL},
    {58, "ml.valid", 1, EVIDENCE_EXERCISE, NULL, NULL},
    {53, "ml.frame", 2, EVIDENCE_PROJECT, "https://example.org/mara/late-containers", "The question, on one page"},
    {47, "da.sql", 2, EVIDENCE_WORK, NULL, "Window functions in the arrival reports"},
    {43, "ll.ctx", 2, EVIDENCE_PROJECT, "https://example.org/mara/prompt-study", "Eleven prompts, 200 mails, one page"},
    {38, "ma.prob", 1, EVIDENCE_COURSE, NULL, NULL},
    {36, "co.team", 2, EVIDENCE_WORK, NULL, "Led the review guild for a year"},
    {17, "ml.metric", 1, EVIDENCE_EXERCISE, NULL, NULL},
    {10, "ll.api", 2, EVIDENCE_PROJECT, "https://example.org/mara/mail-router",
     "Routes 300 mails a day, with a budget"},
};

static const struct {
	int ago;
	const char *skill;
	enum override_action action;
	int until; /* days from today */
	bool undone;
} override_rows[] = {
    {147, "ml.frame", OVERRIDE_SKIP, 0, true}, /* thought better of it the same evening */
    {12, "ll.eval", OVERRIDE_PIN, 0, false},
    {5, "da.gov", OVERRIDE_LATER, 30, false},
};

/* Adverts older than this many days were saved then, the rest the next time. */
static const int saved[] = {28, 14, 0};

void
demo_go_to(struct demo *d, int ago)
{
	int64_t then = d->now_ms - ago * MS_PER_DAY;

	d->c.clock.fixed_ms = MAX(then, d->c.clock.fixed_ms + 1);
}

static bool
set_goals(struct demo *d, int ago, struct err *err)
{
	struct goal g = {.start_role = MAP_NONE, .by_day = DAY_NONE, .minutes_per_week = 300};
	struct goal_claim claims[2] = {{.level = 1}, {.level = 2}};
	size_t n = 0;

	if (ago != BEGAN && ago != 67)
		return true;
	if (!map_role_get(d->c.map, STR("ai-engineer"), &g.role, err) ||
	    !map_industry_get(d->c.map, STR("transport"), &g.start_industry, err) ||
	    !map_industry_get(d->c.map, STR("energy"), &g.industry, err) ||
	    !map_skill_get(d->c.map, STR("sw.cloud"), &claims[0].skill, err) ||
	    !map_skill_get(d->c.map, STR("co.story"), &claims[1].skill, err))
		return false;
	if (ago == BEGAN) {
		n = ARRAY_LEN(claims);
		if (!map_role_get(d->c.map, STR("software-engineer"), &g.start_role, err) ||
		    !setting_put(&d->c, SETTING_NAME, STR("Mara Lindqvist"), err))
			return false;
	} else { /* after the holiday: an hour more, and a date */
		g.minutes_per_week = 360;
		g.by_day = ctx_today(&d->c) + 67 + 420;
	}
	return goal_set(&d->c, &g, claims, n, err);
}

static bool
add_minutes(struct demo *d, int ago, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(log_rows); i++) {
		struct minutes m = {
		    .minutes = log_rows[i].minutes, .on_day = ctx_today(&d->c), .note = str_of(log_rows[i].note)};

		if (log_rows[i].ago != ago)
			continue;
		demo_go_to(d, ago);
		if (!map_skill_get(d->c.map, str_of(log_rows[i].skill), &m.skill, err) || !minutes_add(&d->c, &m, err))
			return false;
	}
	return true;
}

static bool
add_evidence(struct demo *d, int ago, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(evidence_rows); i++) {
		struct evidence e = {.level = evidence_rows[i].level,
		                     .kind = evidence_rows[i].kind,
		                     .on_day = ctx_today(&d->c),
		                     .url = str_of(evidence_rows[i].url),
		                     .note = str_of(evidence_rows[i].note)};

		if (evidence_rows[i].ago != ago)
			continue;
		demo_go_to(d, ago);
		if (!map_skill_get(d->c.map, str_of(evidence_rows[i].skill), &e.skill, err) ||
		    !evidence_add(&d->c, &e, err))
			return false;
	}
	return true;
}

static bool
add_overrides(struct demo *d, int ago, struct err *err)
{
	for (size_t i = 0; i < ARRAY_LEN(override_rows); i++) {
		int32_t until = ctx_today(&d->c) + ago + override_rows[i].until;
		int64_t id;
		int skill;

		if (override_rows[i].ago != ago)
			continue;
		demo_go_to(d, ago);
		if (!map_skill_get(d->c.map, str_of(override_rows[i].skill), &skill, err) ||
		    !plan_override(&d->c, skill, override_rows[i].action, until, &id, err) ||
		    (override_rows[i].undone && !plan_override_undo(&d->c, id, err)))
			return false;
	}
	return true;
}

/* One advert of the file: "== name", then "key: value" lines up to an empty line, then its text. */
struct advert {
	struct posting_record r;
	int64_t days; /* since it was posted */
};

static bool
advert_read(struct str block, struct advert *ret, struct err *err)
{
	struct str rest = block, line, days = STR_NONE;

	*ret = (struct advert){.r = {.kind = POSTING_TEXT,
	                             .pay_min = -1,
	                             .pay_max = -1,
	                             .posted_day = DAY_NONE,
	                             .closes_day = DAY_NONE,
	                             .is_open = true,
	                             .source = block}};
	if (str_line(&rest, &line))
		ret->r.source_key = str_trim(line);
	while (str_line(&rest, &line) && line.n > 0) {
		const struct {
			struct str key;
			struct str *value;
		} keys[] = {{STR("company:"), &ret->r.company},
		            {STR("title:"), &ret->r.title},
		            {STR("place:"), &ret->r.place},
		            {STR("days:"), &days}};

		for (size_t i = 0; i < ARRAY_LEN(keys); i++)
			if (str_starts(line, keys[i].key))
				*keys[i].value = str_trim(str_sub(line, keys[i].key.n, line.n));
	}
	ret->r.text = str_trim(rest);
	return num_parse_i64(days, 0, BEGAN, "demo: days", &ret->days, err);
}

/* Takes the next advert off the front of the file; false at the end. */
static bool
advert_next(struct str *rest, struct str *ret_block)
{
	size_t end;

	if (!str_starts(*rest, STR("== ")))
		return false;
	*rest = str_sub(*rest, 3, rest->n);
	end = str_find(*rest, STR("\n== "));
	*ret_block = str_sub(*rest, 0, end);
	*rest = end < rest->n ? str_sub(*rest, end + 1, rest->n) : STR_NONE;
	return true;
}

/* Saves the adverts that were posted before the day and after the time before. */
static bool
save_adverts(struct demo *d, int ago, struct err *err)
{
	const struct embed_file *f = embed_find(content_files, content_files_n, STR("demo/postings.txt"));
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct posting_store *store;
	struct posting_outcome outcome;
	struct str rest, block;
	int before = BEGAN + 1;

	for (size_t i = 0; i < ARRAY_LEN(saved) && saved[i] != ago; i++)
		before = saved[i];
	if (f == NULL)
		return err_set(err, ERR_BUG, "the content has no demo/postings.txt");
	demo_go_to(d, ago);
	rest = embed_text(f);
	if (!db_tx_begin(d->c.db, &tx, err) || !posting_store_open(&d->c, d->ex, &store, err))
		return false;
	while (advert_next(&rest, &block)) {
		struct advert a;

		if (!advert_read(block, &a, err))
			return false;
		a.r.posted_day = ctx_today(&d->c) + ago - (int32_t)a.days;
		if (a.days >= ago && a.days < before && !posting_put(store, &a.r, &outcome, err))
			return false;
	}
	return db_tx_commit(&tx, err);
}

/* What she has put aside: a student's job and a product manager's. */
static bool
put_aside(struct demo *d, struct err *err)
{
	static const char *const words[] = {"working student", "product manager"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		const struct posting_filter f = {.search = str_of(words[i])};
		struct posting *list;
		size_t n;

		if (!posting_list(&d->c, &f, (struct posting_after){0}, 1, &list, &n, err) ||
		    (n > 0 && !posting_hide(&d->c, list[0].id, true, err)))
			return false;
	}
	return true;
}

bool
demo_fill(struct ctx *c, const struct extractor *ex, struct err *err)
{
	struct demo d = {.c = *c, .now_ms = ctx_now_ms(c), .ex = ex};

	d.c.clock.fixed_ms = 0;
	for (int ago = BEGAN; ago >= 0; ago--) {
		demo_go_to(&d, ago);
		if (!set_goals(&d, ago, err) || !add_minutes(&d, ago, err) || !add_evidence(&d, ago, err) ||
		    !add_overrides(&d, ago, err))
			return false;
		for (size_t i = 0; i < ARRAY_LEN(saved); i++)
			if (saved[i] == ago && !save_adverts(&d, ago, err))
				return false;
		if (!demo_search(&d, ago, err))
			return false;
	}
	return put_aside(&d, err) && demo_desk(&d, err);
}
