/* import, posting. */
#include <unistd.h>

#include "base/date.h"
#include "base/fs.h"
#include "base/js.h"
#include "base/num.h"
#include "base/utf8.h"
#include "cli/app.h"
#include "cli/command.h"
#include "cli/out.h"
#include "db/db.h"
#include "domain/job/posting.h"
#include "domain/job/route.h"
#include "domain/plan/demand.h"
#include "domain/skill/extract.h"
#include "domain/skill/map.h"
#include "exchange/import.h"

#define LIST_DEFAULT 50
#define TITLE_WIDTH  60

/* One line on standard error while a terminal watches; nothing otherwise. */
static bool
progress_show(void *p, const struct import_progress *now)
{
	(void)p;
	fprintf(stderr, "\r%3d%%  %zu of %zu files, %zu postings", now->percent, now->files_done, now->files_n,
	        now->records_n);
	fflush(stderr);
	return true;
}

bool
cmd_import(struct cli *cli, struct err *err)
{
	struct import_input *inputs = ARENA_ARRAY(cli->ctx.a, CLI_ARGS_MAX, struct import_input);
	struct import_options options = {.dry_run = cli_option(cli, "dry-run") != NULL};
	const struct extractor *ex;
	struct import_report report;
	const char *run = cli_option(cli, "run");
	int64_t id;
	bool watched = isatty(STDERR_FILENO);

	if (!app_extractor(cli->app, &ex, err))
		return false;
	if (run != NULL)
		return num_parse_i64(str_of(run), 1, INT64_MAX, "--run", &id, err) &&
		       import_run_child(&cli->ctx, ex, id, err);
	if (cli->n_args == 0) {
		err_set(err, ERR_INVALID, "import needs: FILE|DIR|-...");
		return err_hint(err, "'-' reads standard input, so that a posting can be pasted.");
	}
	for (size_t i = 0; i < cli->n_args; i++)
		inputs[i].path = cli->args[i];
	if (watched)
		options.progress = progress_show;
	if (!import_files(&cli->ctx, ex, inputs, cli->n_args, options, &report, err))
		return false;
	if (watched)
		fputs("\r\033[K", stderr);
	if (cli->json)
		import_report_json(&report, &cli->out);
	else
		import_report_text(&report, &cli->out);
	if (cli->json)
		strbuf_byte(&cli->out, '\n');
	return true;
}

/* Pay as people write it: "EUR 70,000-90,000 a year"; "" when it is not known. */
static struct str
pay_text(struct arena *a, const struct posting *p)
{
	if (p->pay_min < 0 && p->pay_max < 0)
		return STR("");
	if (p->pay_min == p->pay_max || p->pay_max < 0)
		return arena_printf(a, "%.*s %lld a %.*s", STR_ARG(p->pay_currency), (long long)p->pay_min / 100,
		                    STR_ARG(p->pay_period));
	return arena_printf(a, "%.*s %lld-%lld a %.*s", STR_ARG(p->pay_currency), (long long)MAX(p->pay_min, 0) / 100,
	                    (long long)p->pay_max / 100, STR_ARG(p->pay_period));
}

static void
posting_json(struct js *j, const struct map *m, const struct route_stand *stand, const struct posting *p)
{
	js_ki(j, "id", p->id);
	js_kv(j, "kind", p->kind);
	js_kv(j, "source_key", p->source_key);
	js_kv(j, "title", p->title);
	js_kv(j, "company", p->company);
	js_kv(j, "place", p->place);
	js_kv(j, "workplace", p->workplace);
	js_kv(j, "employment", p->employment);
	js_kv(j, "seniority", p->seniority);
	js_kv(j, "role", p->role);
	js_kv(j, "industry", p->industry);
	js_kz(j, "switch", route_switch_name(posting_switch(m, stand, p)));
	js_key(j, "years_min");
	if (p->years_min >= 0)
		js_i64(j, p->years_min);
	else
		js_null(j);
	js_key(j, "pay");
	if (p->pay_min >= 0 || p->pay_max >= 0) {
		js_open(j, '{');
		js_kf(j, "min", (double)p->pay_min / 100);
		js_kf(j, "max", (double)p->pay_max / 100);
		js_kv(j, "currency", p->pay_currency);
		js_kv(j, "period", p->pay_period);
		js_close(j, '}');
	} else {
		js_null(j);
	}
	js_kv(j, "sponsorship", p->sponsorship);
	js_kv(j, "url", p->url);
	js_kday(j, "posted", p->posted_day);
	js_kday(j, "closes", p->closes_day);
	js_kb(j, "open", p->is_open);
	js_kb(j, "hidden", p->hidden);
	js_ki(j, "group", p->group_id);
	js_kv(j, "relation", p->relation);
}

static bool
switch_option(const struct cli *cli, struct posting_filter *f, struct err *err)
{
	const char *name = cli_option(cli, "switch");
	struct ctx c = cli->ctx;
	struct route_stand stand;
	enum route_switch kind;

	if (name == NULL)
		return true;
	return route_switch_parse(str_of(name), &kind, err) && route_stand_get(&c, &stand, err) &&
	       posting_filter_switch(c.map, &stand, kind, f, err);
}

static bool
filter_options(const struct cli *cli, struct posting_filter *f, size_t *ret_n, struct err *err)
{
	const char *sort = cli_option(cli, "sort"), *limit = cli_option(cli, "limit");
	int64_t n = LIST_DEFAULT;
	int ignored;

	*f = (struct posting_filter){.search = str_of(cli_option(cli, "search")),
	                             .role = str_of(cli_option(cli, "role")),
	                             .workplace = str_of(cli_option(cli, "workplace")),
	                             .skill = str_of(cli_option(cli, "skill")),
	                             .hidden = cli_option(cli, "hidden") != NULL};
	if (!switch_option(cli, f, err))
		return false;
	if (f->role.p != NULL && !map_role_get(cli->ctx.map, f->role, &ignored, err))
		return false;
	if (f->skill.p != NULL && !map_skill_get(cli->ctx.map, f->skill, &ignored, err))
		return false;
	if (f->workplace.p != NULL && !str_eq(f->workplace, STR("onsite")) && !str_eq(f->workplace, STR("hybrid")) &&
	    !str_eq(f->workplace, STR("remote")))
		return err_set(err, ERR_INVALID, "--workplace: '%.40s' is none of onsite, hybrid and remote",
		               f->workplace.p);
	if (sort != NULL && !posting_sort_named(str_of(sort), &f->sort))
		return err_set(err, ERR_INVALID, "--sort: '%.40s' is none of newest, company and title", sort);
	if (limit != NULL && !num_parse_i64(str_of(limit), 1, 100000, "--limit", &n, err))
		return false;
	*ret_n = (size_t)n;
	return true;
}

/* All pages up to n. */
static bool
list_all(struct cli *cli, const struct posting_filter *f, size_t n, struct posting **ret, size_t *ret_n,
         struct err *err)
{
	struct posting *all = ARENA_ARRAY(cli->ctx.a, n, struct posting), *page;
	struct posting_after after = {0};
	size_t got;

	*ret_n = 0;
	*ret = all;
	while (*ret_n < n) {
		if (!posting_list(&cli->ctx, f, after, MIN(n - *ret_n, (size_t)POSTING_PAGE_MAX), &page, &got, err))
			return false;
		if (got == 0)
			break;
		memcpy(all + *ret_n, page, got * sizeof(*page));
		*ret_n += got;
		after = page[got - 1].after;
	}
	return true;
}

bool
cmd_posting_list(struct cli *cli, struct err *err)
{
	struct posting_filter f;
	struct posting *p;
	size_t n, limit = LIST_DEFAULT;
	int64_t total;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 7};
	struct route_stand stand;
	char day[16];

	if (!filter_options(cli, &f, &limit, err) || !route_stand_get(&cli->ctx, &stand, err) ||
	    !list_all(cli, &f, limit, &p, &n, err) || !posting_count(&cli->ctx, &f, &total, err))
		return false;
	if (cli->json) {
		js_open(&j, '[');
		for (size_t i = 0; i < n; i++) {
			js_open(&j, '{');
			posting_json(&j, cli->ctx.map, &stand, &p[i]);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%lld", (long long)p[i].id);
		out_cellf(&t, "%s", day_format(p[i].posted_day, day));
		out_cell(&t, utf8_clip(p[i].title, TITLE_WIDTH));
		out_cell(&t, utf8_clip(p[i].company, 30));
		out_cell(&t, utf8_clip(p[i].place, 30));
		out_cell(&t, p[i].role.p != NULL ? p[i].role : STR("-"));
		out_cell(&t, str_of(route_switch_text(posting_switch(cli->ctx.map, &stand, &p[i]))));
	}
	out_print(&t, "", &cli->out);
	strbuf_printf(&cli->out, "%s%zu of %lld\n", n > 0 ? "\n" : "No posting here yet: cairn import FILE. ", n,
	              (long long)total);
	return true;
}

static bool
posting_id(const struct cli *cli, int64_t *ret, struct err *err)
{
	return num_parse_i64(str_of(cli->args[0]), 1, INT64_MAX, "id", ret, err);
}

struct shown {
	struct posting posting;
	struct str text;
	struct route_stand stand;
	struct posting_skill *skills;
	size_t n_skills;
	struct match match;
	struct posting_version *versions;
	size_t n_versions;
	struct posting *group;
	size_t n_group;
};

static bool
shown_get(struct cli *cli, int64_t id, struct shown *s, struct err *err)
{
	struct ctx *c = &cli->ctx;
	struct ability *abilities;
	int *skills;
	bool *required;

	if (!posting_get(c, id, &s->posting, &s->text, err) || !posting_skills(c, id, &s->skills, &s->n_skills, err) ||
	    !posting_versions(c, id, &s->versions, &s->n_versions, err) ||
	    !posting_group(c, s->posting.group_id, &s->group, &s->n_group, err) || !ability_all(c, &abilities, err) ||
	    !route_stand_get(c, &s->stand, err))
		return false;
	skills = ARENA_ARRAY(c->a, s->n_skills, int);
	required = ARENA_ARRAY(c->a, s->n_skills, bool);
	for (size_t i = 0; i < s->n_skills; i++) {
		skills[i] = s->skills[i].skill;
		required[i] = s->skills[i].required;
	}
	s->match = match_of(c->a, c->map, map_role(c->map, s->posting.role), skills, required, s->n_skills, abilities);
	return true;
}

static void
shown_json(struct cli *cli, const struct shown *s)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	posting_json(&j, cli->ctx.map, &s->stand, &s->posting);
	js_kf(&j, "match", s->match.score);
	js_key(&j, "skills");
	js_open(&j, '[');
	for (size_t i = 0; i < s->match.n; i++) {
		const struct match_skill *k = &s->match.skills[i];

		js_open(&j, '{');
		js_kv(&j, "skill", cli->ctx.map->skills[k->skill].id);
		js_kz(&j, "demand", k->required ? "required" : "preferred");
		js_kf(&j, "have", k->have);
		js_ki(&j, "level", k->level);
		js_close(&j, '}');
	}
	js_close(&j, ']');
	js_ki(&j, "versions", (int64_t)s->n_versions);
	js_key(&j, "same_job");
	js_open(&j, '[');
	for (size_t i = 0; i < s->n_group; i++)
		if (s->group[i].id != s->posting.id)
			js_i64(&j, s->group[i].id);
	js_close(&j, ']');
	js_kv(&j, "text", s->text);
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
fact(struct strbuf *out, const char *name, struct str value)
{
	if (value.n > 0)
		strbuf_printf(out, "  %-12s %.*s\n", name, STR_ARG(value));
}

static void
shown_text(struct cli *cli, const struct shown *s)
{
	const struct posting *p = &s->posting;
	struct strbuf *out = &cli->out;
	char day[16];

	strbuf_printf(out, "%.*s%s%.*s\n", STR_ARG(p->title), p->company.n > 0 ? ", " : "", STR_ARG(p->company));
	fact(out, "place", p->place);
	fact(out, "workplace", p->workplace);
	fact(out, "employment", p->employment);
	fact(out, "seniority", p->seniority);
	if (p->years_min >= 0)
		strbuf_printf(out, "  %-12s %lld+\n", "years", (long long)p->years_min);
	fact(out, "pay", pay_text(cli->ctx.a, p));
	fact(out, "sponsorship", p->sponsorship);
	fact(out, "role", p->role);
	fact(out, "industry", p->industry);
	fact(out, "posted", str_of(day_format(p->posted_day, day)));
	fact(out, "address", p->url);
	strbuf_printf(out, "\nYour match: %.0f%%\n", s->match.score * 100);
	for (size_t i = 0; i < s->match.n; i++) {
		const struct match_skill *k = &s->match.skills[i];

		strbuf_printf(out, "  %-9s  %-8.*s %-24.*s %.1f of %d\n", k->required ? "required" : "preferred",
		              STR_ARG(cli->ctx.map->skills[k->skill].id),
		              STR_ARG(cli->ctx.map->skills[k->skill].short_name), k->have, k->level);
	}
	if (s->n_versions > 0)
		strbuf_printf(out, "\nIt has changed %zu time%s since it was first read.\n", s->n_versions,
		              s->n_versions == 1 ? "" : "s");
	if (s->n_group > 1)
		strbuf_printf(out, "\nThe same job stands here %zu times.\n", s->n_group);
	strbuf_printf(out, "\n%.*s\n", STR_ARG(s->text));
}

bool
cmd_posting_show(struct cli *cli, struct err *err)
{
	struct shown s = {0};
	int64_t id;

	if (!posting_id(cli, &id, err) || !shown_get(cli, id, &s, err))
		return false;
	if (cli->json)
		shown_json(cli, &s);
	else
		shown_text(cli, &s);
	return true;
}

bool
cmd_posting_hide(struct cli *cli, struct err *err)
{
	int64_t id;

	return posting_id(cli, &id, err) && posting_hide(&cli->ctx, id, true, err);
}

bool
cmd_posting_unhide(struct cli *cli, struct err *err)
{
	int64_t id;

	return posting_id(cli, &id, err) && posting_hide(&cli->ctx, id, false, err);
}

/* What is beyond the map has no id; its name is as written. */
static void
mention_out(struct cli *cli, struct js *j, struct out_table *t, struct str text, const struct skill_mention *m)
{
	struct str words = str_sub(text, m->start, m->end - m->start);
	struct str id = m->skill >= 0 ? cli->ctx.map->skills[m->skill].id : STR_NONE;
	struct str name = m->skill >= 0 ? cli->ctx.map->skills[m->skill].name : words;
	struct str sentence = str_trim(str_sub(text, m->sentence_start, m->sentence_end - m->sentence_start));

	if (cli->json) {
		js_open(j, '{');
		js_kv(j, "id", id);
		js_kv(j, "name", name);
		js_ki(j, "start", m->start);
		js_ki(j, "end", m->end);
		js_kv(j, "text", words);
		js_kz(j, "demand", m->required ? "required" : "preferred");
		js_kv(j, "sentence", sentence);
		js_close(j, '}');
		return;
	}
	out_cell(t, id.n > 0 ? id : STR("-"));
	out_cell(t, name);
	out_cellf(t, "%u", m->start);
	out_cellf(t, "%u", m->end);
	out_cell(t, m->required ? STR("required") : STR("preferred"));
	out_cell(t, sentence);
}

bool
cmd_posting_skills(struct cli *cli, struct err *err)
{
	const struct extractor *ex;
	struct extraction x;
	struct str text;
	struct js j = JS(&cli->out);
	struct out_table t = {.a = cli->ctx.a, .n_columns = 6};
	bool beyond = cli_option(cli, "beyond") != NULL;

	if (!app_extractor(cli->app, &ex, err) || !fs_read(cli->ctx.a, cli->args[0], EXTRACT_TEXT_MAX, &text, err))
		return false;
	text = utf8_from_any(cli->ctx.a, text);
	if (!extract_run(ex, cli->ctx.a, text, beyond ? EXTRACT_TAG : EXTRACT_PLAIN, &x, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < x.n_mentions; i++) {
		const struct skill_mention *m = &x.mentions[i];

		if (m->skill >= 0 ? mention_is_demand(m) : beyond && mention_is_beyond(m))
			mention_out(cli, &j, &t, text, m);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	out_print(&t, "llrr", &cli->out);
	return true;
}
