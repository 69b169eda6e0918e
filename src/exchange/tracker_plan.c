/* What a tracker's rows come to. */
#include "base/date.h"
#include "base/fold.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "domain/job/application.h"
#include "domain/job/stage_set.h"
#include "exchange/tracker_impl.h"

#define NOT_SAID "Not said"

struct words {
	struct tracker_word *p;
	size_t n;
	size_t cap;
};

struct planner {
	struct ctx *c;
	const struct csv_table *t;
	const struct tracker_options *o;
	struct tracker_plan *plan;
	struct words words;
	VEC(struct tracker_app) apps;
	VEC(struct tracker_refusal) refused;
	size_t at[TRACKER_FIELD__COUNT]; /* column, or SIZE_MAX */
};

static struct str
cell(const struct planner *p, const struct csv_row *row, enum tracker_field f)
{
	return p->at[f] != SIZE_MAX ? row->cell[p->at[f]] : STR("");
}

static bool
has(const struct planner *p, enum tracker_field f)
{
	return p->at[f] != SIZE_MAX;
}

static void
refuse(struct planner *p, size_t line, struct str why)
{
	*VEC_PUSH(p->c->a, &p->refused) = (struct tracker_refusal){line, why};
}

/* --- the order of days and months -----------------------------------------------------------------------------------
 */

struct order {
	bool dmy, mdy;  /* seen for certain */
	struct str two; /* one that reads two ways */
};

static void
order_note(struct order *o, struct str s)
{
	int32_t day;
	bool two;

	switch (tracker_day_order(s)) {
	case TRACKER_DATES_DMY:
		o->dmy = true;
		break;
	case TRACKER_DATES_MDY:
		o->mdy = true;
		break;
	case TRACKER_DATES_ASK:
		if (o->two.n == 0 && tracker_day(s, TRACKER_DATES_ASK, &day, &two) && two)
			o->two = s;
		break;
	}
}

/* By every date of the file together; where none decides, or they disagree, the person does. */
static void
order_find(struct planner *p)
{
	struct tracker_step steps[TRACKER_EVENTS_MAX];
	struct order o = {0};

	for (size_t r = 0; r < p->t->n_rows; r++) {
		for (int f = TRACKER_DATE; f < TRACKER_FIELD__COUNT; f++)
			order_note(&o, cell(p, &p->t->rows[r], (enum tracker_field)f));
		for (size_t n = tracker_history(cell(p, &p->t->rows[r], TRACKER_HISTORY), steps, TRACKER_EVENTS_MAX),
		            i = 0;
		     i < n; i++)
			order_note(&o, steps[i].date);
	}
	p->plan->date_example = o.two;
	p->plan->dates = p->o->dates;
	if (p->plan->dates == TRACKER_DATES_ASK && o.dmy != o.mdy)
		p->plan->dates = o.dmy ? TRACKER_DATES_DMY : TRACKER_DATES_MDY;
	p->plan->dates_unknown = p->plan->dates == TRACKER_DATES_ASK && o.two.n > 0;
}

static int32_t
day_of_cell(struct planner *p, const struct csv_row *row, struct str s)
{
	int32_t day;
	bool two;

	if (s.n == 0 || (tracker_day(s, p->plan->dates, &day, &two) && two))
		return DAY_NONE;
	if (tracker_day(s, p->plan->dates, &day, &two))
		return day;
	refuse(p, row->line, arena_printf(p->c->a, "'%.*s' is no date; it is left out", (int)MIN(s.n, 40), s.p));
	return DAY_NONE;
}

/* --- words
 * ------------------------------------------------------------------------------------------------------------ */

/* The event a status stands for; empty when it is not known or stands for none. */
static struct str
kind_of(struct planner *p, struct str word)
{
	struct tracker_word *w;
	const char *guess;

	if (word.n == 0)
		return STR("");
	for (size_t i = 0; i < p->words.n; i++) {
		if (str_eq_ci(p->words.p[i].word, word)) {
			p->words.p[i].n++;
			return str_eq(p->words.p[i].kind, STR("skip")) ? STR("") : p->words.p[i].kind;
		}
	}
	if (p->words.n == TRACKER_WORDS_MAX)
		return STR("");
	w = VEC_PUSH(p->c->a, &p->words);
	*w = (struct tracker_word){.word = word, .n = 1};
	guess = tracker_word_guess(p->c->a, word);
	if (guess != NULL) {
		w->kind = str_of(guess);
		w->guessed = true;
	}
	for (size_t i = 0; i < p->o->n_words; i++) {
		if (str_eq_ci(p->o->words[i].word, word) && p->o->words[i].kind.n > 0) {
			w->guessed = guess != NULL && str_eq(p->o->words[i].kind, str_of(guess));
			w->kind = p->o->words[i].kind;
		}
	}
	return str_eq(w->kind, STR("skip")) ? STR("") : w->kind;
}

static int
word_cmp(const void *a, const void *b)
{
	const struct tracker_word *x = a, *y = b;

	if ((x->kind.n == 0) != (y->kind.n == 0))
		return x->kind.n == 0 ? -1 : 1;
	return x->n != y->n ? (x->n > y->n ? -1 : 1) : str_cmp(x->word, y->word);
}

/* --- events
 * ----------------------------------------------------------------------------------------------------------- */

static bool
has_kind(const struct tracker_app *app, const char *kind)
{
	for (size_t i = 0; i < app->n_events; i++)
		if (str_eq(app->events[i].kind, str_of(kind)))
			return true;
	return false;
}

static void
event_add(struct planner *p, struct tracker_app *app, struct str kind, int32_t day)
{
	/* The beginning is written by itself, and the same word twice in a row says nothing new. */
	if (kind.n == 0 || str_eq(kind, STR("found")) || app->n_events == TRACKER_EVENTS_MAX)
		return;
	if (app->n_events > 0 && str_eq(app->events[app->n_events - 1].kind, kind) &&
	    (day == DAY_NONE || app->events[app->n_events - 1].on_day == day))
		return;
	if (app->events == NULL)
		app->events = ARENA_ARRAY(p->c->a, TRACKER_EVENTS_MAX + 4, struct tracker_event);
	app->events[app->n_events++] = (struct tracker_event){kind, day};
}

static void
insert_at(struct planner *p, struct tracker_app *app, size_t at, const char *kind, int32_t day)
{
	if (app->events == NULL)
		app->events = ARENA_ARRAY(p->c->a, TRACKER_EVENTS_MAX + 4, struct tracker_event);
	memmove(&app->events[at + 1], &app->events[at], (app->n_events - at) * sizeof(*app->events));
	app->events[at] = (struct tracker_event){str_of(kind), day};
	app->n_events++;
}

/* Days that are not said are those of the event before, or the first that is said. Then by day, as they came. */
static void
days_fill(struct planner *p, struct tracker_app *app, int32_t found)
{
	int32_t day = found;

	for (size_t i = 0; i < app->n_events && day == DAY_NONE; i++)
		day = app->events[i].on_day;
	app->dated = day != DAY_NONE;
	if (day == DAY_NONE)
		day = p->plan->on_day;
	for (size_t i = 0; i < app->n_events; i++) {
		if (app->events[i].on_day == DAY_NONE)
			app->events[i].on_day = day;
		day = MAX(day, app->events[i].on_day);
	}
	for (size_t i = 1; i < app->n_events; i++)
		for (size_t k = i; k > 0 && app->events[k - 1].on_day > app->events[k].on_day; k--) {
			struct tracker_event e = app->events[k];

			app->events[k] = app->events[k - 1];
			app->events[k - 1] = e;
		}
	day = app->n_events > 0 ? app->events[0].on_day : p->plan->on_day;
	insert_at(p, app, 0, "found", found != DAY_NONE && found < day ? found : day);
}

/* What must have happened before what is told: an offer before it is accepted, sending before an answer. */
static void
gaps_fill(struct planner *p, struct tracker_app *app)
{
	for (size_t i = 0; i < app->n_events; i++) {
		struct str kind = app->events[i].kind;

		if ((str_eq(kind, STR("accepted")) || str_eq(kind, STR("declined"))) && !has_kind(app, "offer")) {
			insert_at(p, app, i, "offer", DAY_NONE);
			app->events[i].on_day = app->events[i + 1].on_day;
		} else if ((str_eq(kind, STR("rejected")) || str_eq(kind, STR("ghosted"))) && i == 0) {
			insert_at(p, app, 0, "applied", DAY_NONE);
		}
	}
}

static void
row_events(struct planner *p, const struct csv_row *row, struct tracker_app *app)
{
	static const struct {
		enum tracker_field field;
		const char *kind;
	} dated[] = {{TRACKER_APPLIED_ON, "applied"},
	             {TRACKER_SCREEN_ON, "screen"},
	             {TRACKER_ROUND_ON, "round"},
	             {TRACKER_OFFER_ON, "offer"},
	             {TRACKER_REJECTED_ON, "rejected"}};
	struct tracker_step steps[TRACKER_EVENTS_MAX];
	size_t n = tracker_history(cell(p, row, TRACKER_HISTORY), steps, TRACKER_EVENTS_MAX);
	struct str status = kind_of(p, cell(p, row, TRACKER_STATUS));
	int32_t found = day_of_cell(p, row, cell(p, row, TRACKER_FOUND_ON));
	int32_t date = day_of_cell(p, row, cell(p, row, TRACKER_DATE));

	for (size_t i = 0; i < n; i++)
		event_add(p, app, kind_of(p, steps[i].word), day_of_cell(p, row, steps[i].date));
	for (size_t i = 0; n == 0 && i < ARRAY_LEN(dated); i++) {
		int32_t day = day_of_cell(p, row, cell(p, row, dated[i].field));

		if (day != DAY_NONE)
			event_add(p, app, str_of(dated[i].kind), day);
	}
	/* A tracker's one date is when it was sent, when it was sent at all. */
	if (n == 0 && !has(p, TRACKER_APPLIED_ON) && !has(p, TRACKER_STATUS) && date != DAY_NONE)
		event_add(p, app, STR("applied"), date);
	else if (n == 0 && !has(p, TRACKER_APPLIED_ON) && date != DAY_NONE && !str_eq(status, STR("found")))
		event_add(p, app, STR("applied"), date);
	if (!str_eq(status, STR("found")) && status.n > 0 && !has_kind(app, arena_cstr(p->c->a, status)))
		event_add(p, app, status, n == 0 && has(p, TRACKER_APPLIED_ON) ? date : DAY_NONE);
	gaps_fill(p, app);
	days_fill(p, app, found != DAY_NONE ? found : app->n_events == 0 ? date : DAY_NONE);
}

static struct tracker_app
row_app(struct planner *p, const struct csv_row *row)
{
	struct tracker_app app = {.line = row->line,
	                          .company = cell(p, row, TRACKER_COMPANY),
	                          .title = cell(p, row, TRACKER_TITLE),
	                          .url = cell(p, row, TRACKER_URL),
	                          .place = cell(p, row, TRACKER_PLACE),
	                          .source = cell(p, row, TRACKER_SOURCE),
	                          .channel = cell(p, row, TRACKER_CHANNEL)};
	CLEANUP(strbuf_release) struct strbuf note = STRBUF(APPLICATION_NOTES_MAX);

	if (app.title.n == 0)
		app.title = STR(NOT_SAID);
	if (!str_starts_ci(app.url, STR("http://")) && !str_starts_ci(app.url, STR("https://")))
		app.url = STR("");
	/* Every column of notes, with its name. */
	for (size_t i = 0; i < p->t->n_columns; i++)
		if (p->o->map[i] == TRACKER_NOTE && row->cell[i].n > 0)
			strbuf_printf(&note, "%s%.*s: %.*s", note.n > 0 ? "\n\n" : "", STR_ARG(p->t->header[i]),
			              STR_ARG(row->cell[i]));
	app.note = arena_str(p->c->a, strbuf_str(&note));
	return app;
}

/* --- rows that are moves
 * ---------------------------------------------------------------------------------------------- */

/* The application the move goes on from: the newest of the same company and title that stands where it begins. */
static struct tracker_app *
chain_find(struct planner *p, const struct tracker_app *row, struct str from)
{
	for (size_t i = p->apps.n; i > 0; i--) {
		struct tracker_app *app = &p->apps.p[i - 1];

		if (str_eq(app->company, row->company) && str_eq(app->title, row->title))
			return str_eq_ci(app->content_key, from) ? app : NULL;
	}
	return NULL;
}

/* While moves are gathered, content_key holds the stage the application stands in, as the file calls it. */
static void
row_move(struct planner *p, const struct csv_row *row)
{
	struct str from = cell(p, row, TRACKER_FROM), to = cell(p, row, TRACKER_TO);
	struct tracker_app fresh = row_app(p, row), *app = chain_find(p, &fresh, from);
	int32_t day = day_of_cell(p, row, cell(p, row, TRACKER_DATE));

	if (app == NULL) {
		app = VEC_PUSH(p->c->a, &p->apps);
		*app = fresh;
		event_add(p, app, kind_of(p, from), DAY_NONE);
		if (app->source.n == 0 && str_has_ci(from, STR("recruiter")))
			app->source = STR("recruiter");
	}
	event_add(p, app, kind_of(p, to), day);
	app->content_key = to;
}

/* --- all of it
 * -------------------------------------------------------------------------------------------------------- */

static bool
columns_find(struct planner *p, struct err *err)
{
	for (int f = 0; f < TRACKER_FIELD__COUNT; f++)
		p->at[f] = SIZE_MAX;
	for (size_t i = 0; i < p->t->n_columns; i++) {
		enum tracker_field f = p->o->map[i];

		if (f == TRACKER_SKIP || f == TRACKER_NOTE)
			continue;
		if (p->at[f] != SIZE_MAX)
			return err_set(err, ERR_INVALID, "two columns are %s: '%.*s' and '%.*s'", tracker_field_name(f),
			               (int)MIN(p->t->header[p->at[f]].n, 40), p->t->header[p->at[f]].p,
			               (int)MIN(p->t->header[i].n, 40), p->t->header[i].p);
		p->at[f] = i;
	}
	if (!has(p, TRACKER_COMPANY))
		return err_set(err, ERR_INVALID, "no column is the company"),
		       err_hint(err, "Say which one: --map 'COLUMN=company'.");
	if (has(p, TRACKER_FROM) != has(p, TRACKER_TO))
		return err_set(err, ERR_INVALID, "a move needs two columns, from and to");
	return true;
}

static struct str
hash_text(struct arena *a, struct str s)
{
	return arena_printf(a, "%016llx", (unsigned long long)str_hash(s));
}

/* What names a row: company, title and address, and which of several such it is. */
static void
keys_make(struct planner *p)
{
	struct arena *a = p->c->a;

	for (size_t i = 0; i < p->apps.n; i++) {
		CLEANUP(strbuf_release) struct strbuf all = STRBUF(APPLICATION_NOTES_MAX * 2);
		struct tracker_app *app = &p->apps.p[i];
		size_t before = 0;

		app->source_key = hash_text(a, arena_printf(a, "%.*s\n%.*s\n%.*s", STR_ARG(fold_line(a, app->company)),
		                                            STR_ARG(fold_line(a, app->title)), STR_ARG(app->url)));
		for (size_t k = 0; k < i; k++)
			before += str_starts(p->apps.p[k].source_key, app->source_key);
		if (before > 0)
			app->source_key = arena_printf(a, "%.*s-%zu", STR_ARG(app->source_key), before);
		strbuf_printf(&all, "%.*s\n%.*s\n%.*s\n%.*s\n", STR_ARG(app->place), STR_ARG(app->source),
		              STR_ARG(app->channel), STR_ARG(app->note));
		for (size_t k = 0; k < app->n_events; k++)
			strbuf_printf(&all, "%.*s %d\n", STR_ARG(app->events[k].kind),
			              app->dated ? app->events[k].on_day : 0);
		app->content_key = hash_text(a, strbuf_str(&all));
	}
}

/* Whether its log could have happened; else it is refused with the reason. */
static bool
log_check(struct planner *p, const struct tracker_app *app)
{
	struct stage_event log[TRACKER_EVENTS_MAX + 4];
	struct err err = {0};
	size_t n, bad;

	for (size_t i = 0; i < app->n_events; i++)
		log[i] = (struct stage_event){.id = (int64_t)i + 1,
		                              .root = (int64_t)i + 1,
		                              .on_day = app->events[i].on_day,
		                              .kind = app->events[i].kind};
	n = stage_order(log, app->n_events);
	if (app->company.n > 0 && stage_check(log, n, &bad, &err))
		return true;
	refuse(p, app->line, app->company.n == 0 ? STR("no company") : arena_str(p->c->a, str_of(err.text)));
	return false;
}

static void
apps_check(struct planner *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->apps.n; i++) {
		struct tracker_app *app = &p->apps.p[i];

		if (!log_check(p, app))
			continue;
		p->plan->n_undated += !app->dated;
		p->apps.p[n++] = *app;
	}
	p->apps.n = n;
}

bool
tracker_plan(struct ctx *c, const struct tracker *t, const struct tracker_options *o, struct tracker_plan *ret,
             struct err *err)
{
	struct planner p = {.c = c, .t = &t->table, .o = o, .plan = ret};

	for (size_t i = 0; i < o->n_words; i++) {
		struct str kind = o->words[i].kind;

		if (kind.n > 0 && !str_eq(kind, STR("skip")) && !stage_word_check(c, &kind, err))
			return err_prefix(err, "'%.*s'", (int)MIN(o->words[i].word.n, 60), o->words[i].word.p);
	}
	*ret = (struct tracker_plan){.on_day = o->on_day != DAY_NONE ? o->on_day : ctx_today(c)};
	if (!columns_find(&p, err))
		return false;
	order_find(&p);
	for (size_t r = 0; r < t->table.n_rows; r++) {
		if (has(&p, TRACKER_FROM)) {
			row_move(&p, &t->table.rows[r]);
		} else {
			struct tracker_app *app = VEC_PUSH(c->a, &p.apps);

			*app = row_app(&p, &t->table.rows[r]);
			row_events(&p, &t->table.rows[r], app);
		}
	}
	for (size_t i = 0; has(&p, TRACKER_FROM) && i < p.apps.n; i++) {
		gaps_fill(&p, &p.apps.p[i]);
		days_fill(&p, &p.apps.p[i], DAY_NONE);
	}
	apps_check(&p);
	keys_make(&p);
	if (p.words.n > 0)
		qsort(p.words.p, p.words.n, sizeof(*p.words.p), word_cmp);
	for (size_t i = 0; i < p.words.n; i++)
		ret->n_unknown += p.words.p[i].kind.n == 0;
	ret->apps = p.apps.p;
	ret->n = p.apps.n;
	ret->words = p.words.p;
	ret->n_words = p.words.n;
	ret->refused = p.refused.p;
	ret->n_refused = p.refused.n;
	return true;
}
