/* research, flag: what was found out before saying yes. */
#include "base/date.h"
#include "base/num.h"
#include "cli/out.h"
#include "cli/record_out.h"
#include "domain/job/research.h"
#include "domain/person/company.h"

/* company NAME, job APPLICATION, role ROLE. A company nobody has named yet is added. */
static bool
about_read(struct cli *cli, struct finding *f, bool add, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	struct str what = str_trim(str_of(cli->args[1]));

	f->about = str_of(cli->args[0]);
	if (!word_check(finding_abouts, f->about, "what it is about", err))
		return false;
	if (str_eq(f->about, STR("job")))
		return num_parse_i64(what, 1, INT64_MAX, "id", &f->application_id, err);
	if (str_eq(f->about, STR("role"))) {
		f->role = what;
		return true;
	}
	if (add)
		return db_tx_begin(cli->ctx.db, &tx, err) && company_ensure(&cli->ctx, what, &f->company_id, err) &&
		       db_tx_commit(&tx, err);
	if (!company_find(&cli->ctx, what, &f->company_id, err))
		return false;
	return f->company_id != 0 ||
	       err_set(err, ERR_NOT_FOUND, "there is no company '%.*s'", (int)MIN(what.n, 80), what.p);
}

static bool
cmd_research_add(struct cli *cli, struct err *err)
{
	struct finding f = {.topic = str_trim(str_of(cli->args[2])),
	                    .text = str_trim(str_of(cli->args[3])),
	                    .source = option_text(cli, "from"),
	                    .url = option_text(cli, "url")};

	if (!option_day(cli, &f.on_day, err) || !about_read(cli, &f, true, err) || !finding_add(&cli->ctx, &f, err))
		return false;
	said_record(cli, "research", f.r.root_id, f.r.id);
	return true;
}

/* The sheet of a company, job or role: the topics with their facts, and those still unknown. */
static bool
cmd_research_list(struct cli *cli, struct err *err)
{
	struct finding f = {0}, *list;
	struct topic_row *topics;
	struct js j = JS(&cli->out);
	size_t n, n_topics;

	if (!about_read(cli, &f, false, err) ||
	    !finding_sheet(&cli->ctx, cli->args[0], f.company_id != 0 ? f.company_id : f.application_id, f.role, &list,
	                   &n, err) ||
	    !research_topics(&cli->ctx, cli->args[0], list, n, &topics, &n_topics, err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		records_json(&j, "facts", &finding_type, list, n);
		js_key(&j, "unknown");
		js_open(&j, '[');
		for (size_t i = 0; i < n_topics; i++)
			if (topics[i].n == 0)
				js_text(&j, topics[i].id);
		js_close(&j, ']');
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < n_topics; i++) {
		strbuf_printf(&cli->out, "%-14.*s %s%.*s\n", STR_ARG(topics[i].id),
		              topics[i].n > 0 ? "" : "unknown: ", STR_ARG(topics[i].n > 0 ? STR("") : topics[i].text));
		for (size_t k = 0; k < n; k++)
			if (str_eq(list[k].topic, topics[i].id))
				out_wrap(&cli->out, list[k].text, 15, 81);
	}
	return true;
}

static bool
cmd_research_person(struct cli *cli, struct err *err)
{
	struct impression i = {.name = str_trim(str_of(cli->args[1])),
	                       .part = option_text(cli, "part"),
	                       .words = option_text(cli, "words")};

	if (i.part.n == 0)
		i.part = STR("interviewer");
	if (cli_option(cli, "learn") != NULL)
		i.learn = str_eq(option_text(cli, "learn"), STR("yes"))  ? 1
		          : str_eq(option_text(cli, "learn"), STR("no")) ? 2
		                                                         : -1;
	if (i.learn < 0)
		return err_set(err, ERR_INVALID, "--learn is yes or no");
	if (!arg_id(cli, 0, &i.application_id, err) || !option_int(cli, "rating", 0, &i.rating, err) ||
	    !option_day(cli, &i.on_day, err) || !impression_add(&cli->ctx, &i, err))
		return false;
	said_record(cli, "research", i.r.root_id, i.r.id);
	return true;
}

/* A question to the recruiter: a key of the list, or own words. */
static bool
cmd_research_ask(struct cli *cli, struct err *err)
{
	struct expectation e = {.text = str_trim(str_of(cli->args[1])),
	                        .answer = cli->n_args > 2 ? str_trim(str_of(cli->args[2])) : STR("")};
	struct content_item *list;
	size_t n;

	if (!arg_id(cli, 0, &e.application_id, err) || !option_day(cli, &e.on_day, err) ||
	    !content_list(&cli->ctx, "recruiter", &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].id, e.text)) {
			e.key = list[i].id;
			e.text = list[i].text;
			break;
		}
	if (!expectation_set(&cli->ctx, &e, err))
		return false;
	said_record(cli, "research", e.r.root_id, e.r.id);
	return true;
}

static void
summary_json(struct js *j, const struct research_summary *s)
{
	js_open(j, '{');
	js_ki(j, "application", s->attempt.id);
	js_kv(j, "company", s->attempt.company);
	js_kv(j, "title", s->attempt.title);
	js_ki(j, "topics", (int64_t)s->n_topics);
	js_ki(j, "known", (int64_t)s->n_known);
	js_ki(j, "red", s->red);
	js_ki(j, "green", s->green);
	js_ki(j, "people", (int64_t)s->n_people);
	js_ki(j, "rated", (int64_t)s->n_rated);
	js_kf(j, "rating", s->rating);
	js_ki(j, "learn", (int64_t)s->n_learn);
	records_json(j, "facts", &finding_type, s->findings, s->n_findings);
	records_json(j, "flags", &flag_type, s->flags, s->n_flags);
	records_json(j, "impressions", &impression_type, s->people, s->n_people);
	records_json(j, "answers", &expectation_type, s->answers, s->n_answers);
	js_close(j, '}');
}

/* One application, or several side by side. */
static bool
cmd_research_show(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"JOB", "KNOWN", "RED", "GREEN", "PEOPLE", "IMPRESSION", "LEARN FROM"};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct js j = JS(&cli->out);

	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	for (size_t i = 0; i < cli->n_args; i++) {
		struct research_summary s;
		int64_t id;

		if (!arg_id(cli, i, &id, err) || !research_summary(&cli->ctx, id, &s, err))
			return false;
		if (cli->json) {
			summary_json(&j, &s);
			continue;
		}
		out_cellf(&t, "%.*s, %.*s", STR_ARG(s.attempt.title), STR_ARG(s.attempt.company));
		out_cellf(&t, "%zu of %zu", s.n_known, s.n_topics);
		out_cellf(&t, "%lld", (long long)s.red);
		out_cellf(&t, "%lld", (long long)s.green);
		out_cellf(&t, "%zu", s.n_people);
		out_cellf(&t, s.n_rated > 0 ? "%.1f" : "-", s.rating);
		out_cellf(&t, "%zu", s.n_learn);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else {
		out_print(&t, "lrrrrr", &cli->out);
	}
	return true;
}

static bool
cmd_flag_add(struct cli *cli, struct err *err)
{
	struct flag f = {.colour = str_of(cli->args[1]), .text = str_trim(str_of(cli->args[3]))};

	if (!arg_id(cli, 0, &f.application_id, err) ||
	    !num_parse_i64(str_of(cli->args[2]), 1, 5, "the weight", &f.weight, err) ||
	    !option_day(cli, &f.on_day, err) || !flag_add(&cli->ctx, &f, err))
		return false;
	said_record(cli, "flag", f.r.root_id, f.r.id);
	return true;
}

static bool
cmd_flag_list(struct cli *cli, struct err *err)
{
	struct flag *list;
	struct js j = JS(&cli->out);
	int64_t of;
	size_t n;

	if (!option_int(cli, "application", 0, &of, err) || !record_all(&cli->ctx, &flag_type, of, &list, &n, err))
		return false;
	if (cli->json) {
		records_json(&j, NULL, &flag_type, list, n);
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&cli->out, "%lld  %-5.*s %lld  %.*s\n", (long long)list[i].r.root_id,
		              STR_ARG(list[i].colour), (long long)list[i].weight, STR_ARG(list[i].text));
	return true;
}

/* clang-format off */
#define O_UNDO {"redo", NULL, "bring back what was undone"}
#define O_DAY  {"on", "DATE", "the day (default today)"}

static const struct command research_commands[] = {
	{"research", "add", "ABOUT WHAT TOPIC TEXT", 4, 4,
	 {{"from", "NAME", "from whom"}, {"url", "URL", "where it stands"}, O_DAY},
	 NEEDS_DB | NEEDS_WRITE, cmd_research_add,
	 "Keep a fact about a company (its name), a job (an application's id) or a role."},
	{"research", "list", "ABOUT WHAT", 2, 2, {{0}}, NEEDS_DB, cmd_research_list,
	 "The sheet of a company, job or role: what is known and what is not."},
	{"research", "person", "APPLICATION NAME", 2, 2,
	 {{"part", "PART", "recruiter, interviewer, manager, teammate or other"},
	  {"rating", "N", "how they seemed, 1 to 5"},
	  {"learn", "YES|NO", "whether you would learn from them"},
	  {"words", "TEXT", "in words"}, O_DAY},
	 NEEDS_DB | NEEDS_WRITE, cmd_research_person,
	 "Keep how somebody met on the way seemed."},
	{"research", "ask", "APPLICATION QUESTION [ANSWER]", 2, 3, {O_DAY}, NEEDS_DB | NEEDS_WRITE, cmd_research_ask,
	 "Mark a question to the recruiter as asked, with the answer."},
	{"research", "show", "APPLICATION...", 1, 12, {{0}}, NEEDS_DB, cmd_research_show,
	 "What is known about one application, or several side by side."},
	{"research", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_record_undo,
	 "Take one of these back."},
	{"flag", "add", "APPLICATION COLOUR WEIGHT TEXT", 4, 4, {O_DAY}, NEEDS_DB | NEEDS_WRITE, cmd_flag_add,
	 "Raise a red or green flag with a weight of 1 to 5."},
	{"flag", "list", "", 0, 0, {{"application", "ID", "only of this application"}}, NEEDS_DB, cmd_flag_list,
	 "The flags."},
	{"flag", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_record_undo,
	 "Take one back."},
};
/* clang-format on */
const COMMAND_GROUP(research_group, "Research and people", research_commands);
