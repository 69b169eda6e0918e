/* Funnel, paths, times in stages. */
#include "base/date.h"
#include "base/vec.h"
#include "domain/job/report.h"

#define ENDS_MAX  6
#define SLOTS_MAX 64 /* stages, the own ones and ours */
#define NODES_MAX (SLOTS_MAX + ENDS_MAX)

/* From the best to the worst, as they stand below one another. */
static const char *const ends[ENDS_MAX] = {"accepted", "open", "declined", "withdrawn", "rejected", "ghosted"};

const char *
funnel_name(enum funnel_step s)
{
	static const char *const names[] = {"Found",   "Applied or approached", "Heard back", "Invited", "Offer",
	                                    "Accepted"};

	return names[s];
}

static bool
is(struct str kind, const char *word)
{
	return str_eq(kind, str_of(word));
}

/* How far an event says that it came. */
static enum funnel_step
step_of(struct str kind)
{
	if (is(kind, "accepted"))
		return FUNNEL_ACCEPTED;
	if (is(kind, "offer") || is(kind, "declined"))
		return FUNNEL_OFFER;
	if (stage_phase_of(kind) == PHASE_MIDDLE)
		return FUNNEL_INVITED;
	if (is(kind, "rejected"))
		return FUNNEL_HEARD;
	return is(kind, "applied") || is(kind, "ghosted") ? FUNNEL_APPLIED : FUNNEL_FOUND;
}

bool
report_reached(const struct report_app *app, enum funnel_step s)
{
	if (s == FUNNEL_FOUND)
		return true;
	for (size_t i = 0; i < app->n_events; i++)
		if (step_of(app->events[i].kind) >= s)
			return true;
	return false;
}

void
report_funnel(const struct report *r, int64_t ret[static FUNNEL__COUNT])
{
	for (int s = 0; s < FUNNEL__COUNT; s++) {
		ret[s] = 0;
		for (size_t i = 0; i < r->n; i++)
			ret[s] += report_reached(&r->apps[i], (enum funnel_step)s);
	}
}

/* --- paths ----------------------------------------------------------------------------------------------------------
 */

/* Where a word stands among the open stages, or n_stages for one that is no open stage of this account. */
static size_t
stage_at(const struct report *r, struct str word)
{
	for (size_t i = 0; i < MIN(r->n_stages, (size_t)SLOTS_MAX); i++)
		if (str_eq(r->stages[i].word, word))
			return r->stages[i].phase == PHASE_ENDED ? r->n_stages : i;
	return r->n_stages;
}

/* Of an application: the stages on its path, rising, and its end. */
static size_t
path_of(const struct report *r, const struct report_app *app, size_t path[static SLOTS_MAX], size_t *ret_end)
{
	size_t n = 0;

	*ret_end = 1;
	for (size_t i = 0; i < ENDS_MAX; i++)
		if (is(app->stage, ends[i]))
			*ret_end = i;
	path[n++] = 0; /* found is the first stage */
	for (size_t i = 0; i < app->n_events && n < SLOTS_MAX; i++) {
		size_t at = stage_at(r, app->events[i].kind);

		/* A stage that is nowhere any more lies before the offer, with rounds. */
		if (at == r->n_stages && stage_phase_of(app->events[i].kind) == PHASE_MIDDLE)
			at = stage_at(r, STR("round"));
		if (at < r->n_stages && at > path[n - 1])
			path[n++] = at;
	}
	return n;
}

struct flow
report_flow(struct arena *a, const struct report *r)
{
	int64_t count[NODES_MAX] = {0}, (*through)[NODES_MAX] = arena_array(a, NODES_MAX, sizeof(*through));
	size_t node[NODES_MAX] = {0}, path[SLOTS_MAX], end, n_ends = 0;
	struct flow f = {.n = (int64_t)r->n};
	VEC(struct flow_node) nodes = {0};
	VEC(struct flow_link) links = {0};

	for (size_t i = 0; i < r->n; i++) {
		size_t n = path_of(r, &r->apps[i], path, &end);

		for (size_t k = 0; k < n; k++) {
			count[path[k]]++;
			through[path[k]][k + 1 < n ? path[k + 1] : SLOTS_MAX + end]++;
		}
		count[SLOTS_MAX + end]++;
	}
	for (size_t k = 0; k < NODES_MAX; k++) {
		bool is_end = k >= SLOTS_MAX;
		struct str word = is_end ? str_of(ends[k - SLOTS_MAX]) : k < r->n_stages ? r->stages[k].word : STR("");

		if (count[k] == 0)
			continue;
		node[k] = nodes.n;
		n_ends += is_end;
		*VEC_PUSH(a, &nodes) = (struct flow_node){
		    .word = word,
		    .name = is_end && is(word, "open") ? STR("Still open") : stage_name(r->stages, r->n_stages, word),
		    .column = is_end ? f.n_columns : f.n_columns++,
		    .n = count[k],
		};
	}
	f.n_columns += n_ends > 0;
	for (size_t from = 0; from < SLOTS_MAX; from++)
		for (size_t to = 0; to < NODES_MAX; to++)
			if (through[from][to] > 0)
				*VEC_PUSH(a, &links) = (struct flow_link){node[from], node[to], through[from][to]};
	f.nodes = nodes.p;
	f.n_nodes = nodes.n;
	f.links = links.p;
	f.n_links = links.n;
	return f;
}

/* --- times ----------------------------------------------------------------------------------------------------------
 */

struct spells {
	struct spell *p;
	size_t n;
	size_t cap;
};

static void
spell_add(struct arena *a, struct spells *list, int32_t days, bool ended)
{
	*VEC_PUSH(a, list) = (struct spell){MAX(days, 0), ended};
}

/* The stretches of one application, each into the list of its stage. */
static void
spells_of(struct arena *a, const struct report *r, const struct report_app *app, struct spells *by_stage)
{
	struct str now = STR("");
	int32_t since = 0;

	for (size_t i = 0; i < app->n_events; i++) {
		const struct report_event *e = &app->events[i];
		size_t at = stage_at(r, now);

		if (str_eq(e->kind, now) || (is(e->kind, "referred") && now.n > 0 && !is(now, "found")))
			continue;
		if (at < r->n_stages)
			spell_add(a, &by_stage[at], e->on_day - since,
			          !is(e->kind, "withdrawn") && !is(e->kind, "ghosted"));
		now = e->kind;
		since = e->on_day;
	}
	if (stage_at(r, now) < r->n_stages)
		spell_add(a, &by_stage[stage_at(r, now)], r->today - since, false);
}

void
report_times(struct arena *a, const struct report *r, struct report_time **ret, size_t *ret_n, int64_t *ret_undated)
{
	struct spells *by_stage = ARENA_ARRAY(a, r->n_stages + 1, struct spells);
	struct report_time *list = ARENA_ARRAY(a, r->n_stages + 1, struct report_time);
	size_t n = 0;

	*ret_undated = 0;
	for (size_t i = 0; i < r->n; i++) {
		*ret_undated += r->apps[i].undated;
		if (!r->apps[i].undated)
			spells_of(a, r, &r->apps[i], by_stage);
	}
	for (size_t k = 0; k < r->n_stages; k++)
		if (by_stage[k].n > 0)
			list[n++] = (struct report_time){r->stages[k].word, r->stages[k].name,
			                                 km_of(a, by_stage[k].p, by_stage[k].n)};
	*ret = list;
	*ret_n = n;
}
