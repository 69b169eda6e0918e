/* interview: the informational ones. */
#include "base/date.h"
#include "base/num.h"
#include "cli/out.h"
#include "cli/record_out.h"
#include "domain/job/outreach.h"
#include "domain/job/question.h"
#include "domain/job/round.h"
#include "domain/person/informational.h"
#include "domain/skill/map.h"

static const char *const written[] = {"research", "draft", "notes", "thanks", NULL};

static bool
cmd_add(struct cli *cli, struct err *err)
{
	struct informational i = {.way = cli_option(cli, "theirs") != NULL ? STR("theirs") : STR("mine"),
	                          .name = cli->n_args > 0 ? str_trim(str_of(cli->args[0])) : STR(""),
	                          .wish = option_text(cli, "wish"),
	                          .tests = option_text(cli, "tests"),
	                          .role = option_text(cli, "role"),
	                          .industry = option_text(cli, "industry")};
	struct str *questions = NULL;
	size_t n = 0;
	int64_t day;

	if (!option_day(cli, &day, err) ||
	    (cli_option(cli, "theirs") == NULL && !question_framework(&cli->ctx, &questions, &n, err)) ||
	    !informational_add(&cli->ctx, &i, (int32_t)day, questions, n, err))
		return false;
	said_record(cli, "interview", i.r.root_id, i.r.id);
	return true;
}

static void
head_json(struct js *j, const struct informational *i)
{
	record_json(j, &informational_type, i);
	js_kz(j, "state", informational_steps[i->state]);
	js_kday(j, "since", i->since_day);
	js_kday(j, "done", i->done_day);
}

static bool
cmd_list(struct cli *cli, struct err *err)
{
	struct informational *list;
	struct out_table t = {.a = cli->ctx.a, .n_columns = 5};
	struct js j = JS(&cli->out);
	size_t n;
	char day[16];

	if (!informational_list(&cli->ctx, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			js_open(&j, '{');
			head_json(&j, &list[i]);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "%lld", (long long)list[i].r.root_id);
		out_cell(&t, str_of(informational_steps[list[i].state]));
		out_cellf(&t, "%s", day_format(list[i].since_day, day));
		out_cell(&t, informational_whom(&list[i]));
		out_cell(&t, list[i].tests);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out,
		            "Nobody yet. For example: cairn interview add --wish \"somebody who is ML engineer "
		            "in health\"\n");
	}
	out_print(&t, "", &cli->out);
	return true;
}

struct sheet {
	struct informational i;
	struct informational_step *steps;
	size_t n_steps;
	struct informational_question *questions;
	size_t n_questions;
	struct memo *memos;
	size_t n_memos;
	struct lesson *lessons;
	size_t n_lessons;
	struct named_skill *skills;
	size_t n_skills;
	struct suggestion *next;
	size_t n_next;
};

static bool
sheet_read(struct ctx *c, int64_t id, struct sheet *s, struct err *err)
{
	return informational_get(c, id, &s->i, err) && informational_step_list(c, id, &s->steps, &s->n_steps, err) &&
	       informational_questions(c, id, &s->questions, &s->n_questions, err) &&
	       memo_all(c, INFORMATIONAL, id, &s->memos, &s->n_memos, err) &&
	       record_all(c, &lesson_type, id, &s->lessons, &s->n_lessons, err) &&
	       record_all(c, &named_skill_type, id, &s->skills, &s->n_skills, err) &&
	       record_all(c, &suggestion_type, id, &s->next, &s->n_next, err);
}

static void
sheet_json(struct js *j, const struct sheet *s)
{
	char field[32];

	js_open(j, '{');
	head_json(j, &s->i);
	records_json(j, "steps", &informational_step_type, s->steps, s->n_steps);
	js_key(j, "questions");
	js_open(j, '[');
	for (size_t i = 0; i < s->n_questions; i++) {
		const struct informational_question *q = &s->questions[i];

		js_open(j, '{');
		record_json(j, &informational_question_type, q);
		js_kv(j, "answer",
		      memo_find(s->memos, s->n_memos, informational_answer_field(field, q->r.root_id)).text);
		js_close(j, '}');
	}
	js_close(j, ']');
	for (size_t i = 0; written[i] != NULL; i++)
		js_kv(j, written[i], memo_find(s->memos, s->n_memos, written[i]).text);
	records_json(j, "learned", &lesson_type, s->lessons, s->n_lessons);
	records_json(j, "skills", &named_skill_type, s->skills, s->n_skills);
	records_json(j, "next", &suggestion_type, s->next, s->n_next);
	js_close(j, '}');
	strbuf_byte(j->out, '\n');
}

static void
sheet_text(struct strbuf *out, const struct sheet *s)
{
	char field[32];

	strbuf_printf(out, "%.*s: %s\n", STR_ARG(informational_whom(&s->i)), informational_steps[s->i.state]);
	if (s->i.tests.n > 0)
		out_wrap(out, s->i.tests, 2, 96);
	for (size_t i = 0; i < s->n_steps; i++) {
		char day[16], when[32];

		strbuf_printf(out, "  %s  %.*s %s %.*s\n", day_format((int32_t)s->steps[i].on_day, day),
		              STR_ARG(s->steps[i].kind),
		              round_time_format(s->steps[i].start_ms, s->steps[i].zone_min, when),
		              STR_ARG(s->steps[i].place));
	}
	for (size_t i = 0; i < s->n_questions; i++) {
		const struct informational_question *q = &s->questions[i];
		struct memo m = memo_find(s->memos, s->n_memos, informational_answer_field(field, q->r.root_id));

		strbuf_printf(out, "\n%zu. %.*s (%lld)\n", i + 1, STR_ARG(q->text), (long long)q->r.root_id);
		if (m.text.n > 0)
			out_wrap(out, m.text, 3, 96);
	}
	for (size_t i = 0; written[i] != NULL; i++) {
		struct memo m = memo_find(s->memos, s->n_memos, written[i]);

		if (m.text.n > 0)
			strbuf_printf(out, "\n%s:\n%.*s\n", written[i], STR_ARG(m.text));
	}
	for (size_t i = 0; i < s->n_lessons; i++)
		strbuf_printf(out, "\nLearned (%.*s): %.*s\n", STR_ARG(s->lessons[i].moved),
		              STR_ARG(s->lessons[i].text));
	for (size_t i = 0; i < s->n_skills; i++)
		strbuf_printf(out, "Skill: %.*s %.*s\n", STR_ARG(s->skills[i].skill), STR_ARG(s->skills[i].note));
	for (size_t i = 0; i < s->n_next; i++)
		strbuf_printf(out, "Next: %.*s, %.*s\n", STR_ARG(s->next[i].name), STR_ARG(s->next[i].why));
}

static bool
cmd_show(struct cli *cli, struct err *err)
{
	struct sheet s = {0};
	struct js j = JS(&cli->out);
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !sheet_read(&cli->ctx, id, &s, err))
		return false;
	if (cli->json)
		sheet_json(&j, &s);
	else
		sheet_text(&cli->out, &s);
	return true;
}

static bool
cmd_step(struct cli *cli, struct err *err)
{
	struct informational_step s = {
	    .kind = str_of(cli->args[1]), .place = option_text(cli, "place"), .note = option_text(cli, "note")};
	const char *at = cli_option(cli, "at");

	if (!arg_id(cli, 0, &s.informational_id, err) || !option_day(cli, &s.on_day, err) ||
	    (at != NULL && !round_time_parse(&cli->ctx, str_of(at), &s.start_ms, &s.zone_min, err)) ||
	    !option_int(cli, "minutes", at != NULL ? 30 : 0, &s.minutes, err) ||
	    !informational_step(&cli->ctx, &s, err))
		return false;
	said_record(cli, "interview", s.r.root_id, s.r.id);
	return true;
}

/* Adds a question, or moves or removes one. */
static bool
cmd_question(struct cli *cli, struct err *err)
{
	const char *up = cli_option(cli, "up"), *down = cli_option(cli, "down"), *gone = cli_option(cli, "remove");
	const char *which = up != NULL ? up : down != NULL ? down : gone;
	int64_t id, question, undo;

	if (!arg_id(cli, 0, &id, err))
		return false;
	if (which == NULL) {
		if (cli->n_args < 2)
			return err_set(err, ERR_INVALID, "the question is missing");
		if (!informational_question_add(&cli->ctx, id, str_trim(str_of(cli->args[1])), &question, err))
			return false;
		said_record(cli, "interview", question, question);
		return true;
	}
	if (!num_parse_i64(str_of(which), 1, INT64_MAX, "id", &question, err))
		return false;
	if (gone == NULL)
		return informational_question_move(&cli->ctx, question, up != NULL ? -1 : 1, err);
	if (!record_remove(&cli->ctx, &informational_question_type, question, &undo, err))
		return false;
	said_record(cli, "interview", question, undo);
	return true;
}

static bool
cmd_answer(struct cli *cli, struct err *err)
{
	struct informational_question q;
	int64_t id, question, undo;
	char field[32];

	if (!arg_id(cli, 0, &id, err) || !arg_id(cli, 1, &question, err) ||
	    !record_get(&cli->ctx, &informational_question_type, question, &q, err))
		return false;
	if (q.informational_id != id)
		return err_set(err, ERR_NOT_FOUND, "question %lld is not one of that talk", (long long)question);
	if (!memo_set(&cli->ctx, INFORMATIONAL, id, informational_answer_field(field, question), str_of(cli->args[2]),
	              &undo, err))
		return false;
	said_record(cli, "interview", undo, undo);
	return true;
}

static bool
cmd_write(struct cli *cli, struct err *err)
{
	struct informational i;
	int64_t id, undo;

	if (!arg_id(cli, 0, &id, err) || !informational_get(&cli->ctx, id, &i, err) ||
	    !word_check(written, str_of(cli->args[1]), "the text", err))
		return false;
	if (cli->n_args < 3) {
		if (!outreach_begin(&cli->ctx, id, cli->args[1], option_text(cli, "template"), &undo, err))
			return false;
		said_record(cli, "interview", undo, undo);
		return true;
	}
	if (!memo_set(&cli->ctx, INFORMATIONAL, id, cli->args[1], str_of(cli->args[2]), &undo, err))
		return false;
	said_record(cli, "interview", undo, undo);
	return true;
}

static bool
cmd_learn(struct cli *cli, struct err *err)
{
	struct lesson l = {.text = str_trim(str_of(cli->args[1])), .moved = option_text(cli, "moved")};
	struct named_skill s = {.skill = option_text(cli, "skill")};
	int k;

	if (l.moved.n == 0)
		l.moved = STR("open");
	if (!arg_id(cli, 0, &l.informational_id, err) || !option_day(cli, &l.on_day, err) ||
	    (s.skill.n > 0 && !map_skill_get(cli->ctx.map, s.skill, &k, err)) || !lesson_add(&cli->ctx, &l, err))
		return false;
	s.informational_id = l.informational_id;
	if (s.skill.n > 0 && !named_skill_add(&cli->ctx, &s, err))
		return false;
	said_record(cli, "interview", l.r.root_id, l.r.id);
	return true;
}

static bool
cmd_next(struct cli *cli, struct err *err)
{
	struct suggestion s = {.name = str_trim(str_of(cli->args[1])), .why = option_text(cli, "why")};

	if (!arg_id(cli, 0, &s.informational_id, err) || !suggestion_add(&cli->ctx, &s, err))
		return false;
	said_record(cli, "interview", s.r.root_id, s.r.id);
	return true;
}

/* clang-format off */
static const struct command interview_commands[] = {
	{"interview", "add", "[NAME]", 0, 1,
	 {{"wish", "TEXT", "whom, while there is no name: \"somebody who is ML engineer in health\""},
	  {"tests", "TEXT", "which question about a role or an industry it is to answer"},
	  {"role", "ROLE", "the role it is about"},
	  {"industry", "INDUSTRY", "the industry it is about"},
	  {"theirs", NULL, "somebody asks me: paying it forward"},
	  {"on", "DATE", "the day it was wished for (default today)"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_add,
	 "Add somebody to meet for an informational interview, with six questions to begin with."},
	{"interview", "list", "", 0, 0, {{0}}, NEEDS_DB, cmd_list,
	 "The informational interviews, those under way first."},
	{"interview", "show", "ID", 1, 1, {{0}}, NEEDS_DB, cmd_show,
	 "One of them: steps, questions with answers, notes, what was learned."},
	{"interview", "step", "ID STEP", 2, 2,
	 {{"on", "DATE", "the day it happened (default today)"},
	  {"at", "TIME", "scheduled: \"2026-05-01 14:30 +02:00\""},
	  {"minutes", "N", "how long it is to take (default 30)"},
	  {"place", "TEXT", "where"},
	  {"note", "TEXT", "what was said"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_step,
	 "Record a step: asked, agreed, scheduled, done, thanked, cancelled, no-answer."},
	{"interview", "question", "ID [TEXT]", 1, 2,
	 {{"up", "QUESTION", "move one up"},
	  {"down", "QUESTION", "move one down"},
	  {"remove", "QUESTION", "take one off the list"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_question,
	 "Add a question to ask, or change the order."},
	{"interview", "answer", "ID QUESTION TEXT", 3, 3, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_answer,
	 "Write down the answer to a question."},
	{"interview", "write", "ID FIELD [TEXT]", 2, 3,
	 {{"template", "NAME", "without a text: begin draft or thanks from this letter's template"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_write,
	 "Write research, draft, notes or thanks; the two letters can begin from a template."},
	{"interview", "learn", "ID TEXT", 2, 2,
	 {{"moved", "WORD", "which way the question moved: supports, against or open"},
	  {"skill", "SKILL", "a skill they named"},
	  {"on", "DATE", "the day (default today)"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_learn,
	 "Keep what was learned."},
	{"interview", "next", "ID NAME", 2, 2, {{"why", "TEXT", "why them"}}, NEEDS_DB | NEEDS_WRITE, cmd_next,
	 "Note whom to talk to next."},
	{"interview", "undo", "ID", 1, 1, {{"redo", NULL, "bring back what was undone"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_record_undo,
	 "Take back what one of these kept."},
};
/* clang-format on */
const COMMAND_GROUP(interview_group, "Informational interviews", interview_commands);
