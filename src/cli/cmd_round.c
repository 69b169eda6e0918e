/* round, question, story, feedback: the interview desk. */
#include "base/date.h"
#include "base/num.h"
#include "cli/out.h"
#include "cli/record_out.h"
#include "domain/job/feedback.h"
#include "domain/job/round.h"
#include "domain/job/story.h"
#include "domain/skill/map.h"

/* --- round ------------------------------------------------------------------------------------------------------ */

static bool
round_options(struct cli *cli, struct round *r, struct err *err)
{
	const char *at = cli_option(cli, "at");
	const struct {
		const char *name;
		struct str *to;
	} texts[] = {{"place", &r->place}, {"url", &r->url}, {"with", &r->people}};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (cli_option(cli, texts[i].name) != NULL)
			*texts[i].to = option_text(cli, texts[i].name);
	return (at == NULL || round_time_parse(&cli->ctx, str_of(at), &r->start_ms, &r->zone_min, err)) &&
	       option_int(cli, "minutes", r->minutes, &r->minutes, err);
}

static bool
cmd_round_add(struct cli *cli, struct err *err)
{
	struct round r = {.kind = str_of(cli->args[1]), .minutes = 60};

	if (!arg_id(cli, 0, &r.application_id, err) || !round_options(cli, &r, err) || !round_add(&cli->ctx, &r, err))
		return false;
	said_record(cli, "round", r.r.root_id, r.r.id);
	return true;
}

static bool
cmd_round_set(struct cli *cli, struct err *err)
{
	struct round r;
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !round_get(&cli->ctx, id, &r, err) || !round_options(cli, &r, err))
		return false;
	if (cli_option(cli, "status") != NULL)
		r.status = option_text(cli, "status");
	if (cli_option(cli, "result") != NULL)
		r.result = option_text(cli, "result");
	if (!round_save(&cli->ctx, &r, 0, err))
		return false;
	said_record(cli, "round", id, r.r.id);
	return true;
}

static bool
cmd_round_list(struct cli *cli, struct err *err)
{
	struct round *list;
	struct attempt a;
	struct out_table t = {.a = cli->ctx.a, .n_columns = 6};
	struct js j = JS(&cli->out);
	int64_t of;
	size_t n;
	char when[32];

	if (!option_int(cli, "application", 0, &of, err) || !round_list(&cli->ctx, of, &list, &n, err))
		return false;
	if (cli->json) {
		records_json(&j, NULL, &round_type, list, n);
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%lld", (long long)list[i].r.root_id);
		out_cellf(&t, "%s", round_time_format(list[i].start_ms, list[i].zone_min, when));
		out_cell(&t, list[i].kind);
		out_cell(&t, list[i].status);
		out_cell(&t, list[i].result);
		if (!attempt_get(&cli->ctx, list[i].application_id, &a, NULL))
			a = (struct attempt){.company = STR("a deleted application")};
		out_cellf(&t, "%.*s %.*s", STR_ARG(a.title), STR_ARG(a.company));
	}
	if (n == 0)
		strbuf_addz(&cli->out, "No rounds yet. For example: cairn round add APPLICATION technical --at "
		                       "\"2026-05-01 14:30\"\n");
	out_print(&t, "", &cli->out);
	return true;
}

static void
bank_json(struct js *j, const struct map *m, const struct bank_question *q)
{
	js_open(j, '{');
	js_kv(j, "key", q->key);
	js_kv(j, "text", q->text);
	js_kv(j, "kind", q->kind);
	js_kv(j, "skill", q->skill != MAP_NONE ? m->skills[q->skill].id : STR_NONE);
	js_ki(j, "level", q->level);
	js_key(j, "themes");
	js_open(j, '[');
	for (size_t i = 0; i < q->n_themes; i++)
		js_text(j, q->themes[i]);
	js_close(j, ']');
	js_kv(j, "outline", q->outline);
	js_ki(j, "asked", q->asked);
	js_kday(j, "last", q->last_day);
	js_close(j, '}');
}

#define PREPARE_MAX 15

static bool
cmd_round_show(struct cli *cli, struct err *err)
{
	struct ctx *c = &cli->ctx;
	struct js j = JS(&cli->out);
	struct round r;
	struct attempt a;
	struct asked *asked;
	struct memo *memos;
	struct bank_question *bank;
	size_t n_asked, n_memos, n_bank;
	int64_t id;
	char when[32];

	if (!arg_id(cli, 0, &id, err) || !round_get(c, id, &r, err) || !attempt_get(c, r.application_id, &a, err) ||
	    !round_asked_list(c, id, &asked, &n_asked, err) || !memo_all(c, ROUND, id, &memos, &n_memos, err) ||
	    !question_for_round(c, r.kind, a.role, &bank, &n_bank, err))
		return false;
	n_bank = MIN(n_bank, PREPARE_MAX);
	if (cli->json) {
		js_open(&j, '{');
		record_json(&j, &round_type, &r);
		for (size_t i = 0; round_memos[i] != NULL; i++)
			js_kv(&j, round_memos[i], memo_find(memos, n_memos, round_memos[i]).text);
		records_json(&j, "asked", &asked_type, asked, n_asked);
		js_key(&j, "prepare_with");
		js_open(&j, '[');
		for (size_t i = 0; i < n_bank; i++)
			bank_json(&j, c->map, &bank[i]);
		js_close(&j, ']');
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	strbuf_printf(&cli->out, "%.*s: %.*s at %.*s\n%s %.*s, %.*s\n", STR_ARG(r.kind), STR_ARG(a.title),
	              STR_ARG(a.company), round_time_format(r.start_ms, r.zone_min, when), STR_ARG(r.status),
	              STR_ARG(r.result));
	for (size_t i = 0; round_memos[i] != NULL; i++)
		if (memo_find(memos, n_memos, round_memos[i]).text.n > 0)
			strbuf_printf(&cli->out, "%s: %.*s\n", round_memos[i],
			              STR_ARG(memo_find(memos, n_memos, round_memos[i]).text));
	for (size_t i = 0; i < n_asked; i++)
		strbuf_printf(&cli->out, "Asked: %.*s\n", STR_ARG(asked[i].text));
	strbuf_addz(&cli->out, "\nTo prepare:\n");
	for (size_t i = 0; i < n_bank; i++)
		strbuf_printf(&cli->out, "  %.*s (%.*s)\n", STR_ARG(bank[i].text), STR_ARG(bank[i].key));
	return true;
}

static bool
cmd_round_ask(struct cli *cli, struct err *err)
{
	struct asked a = {.text = str_trim(str_of(cli->args[1])), .note = option_text(cli, "note")};
	struct bank_question q;
	bool found;

	if (!arg_id(cli, 0, &a.round_id, err) || !option_int(cli, "went", 0, &a.went, err) ||
	    !question_is_key(&cli->ctx, a.text, &q, &found, err))
		return false;
	if (found) {
		a.key = q.key;
		a.text = q.text;
	}
	if (!round_asked_add(&cli->ctx, &a, err))
		return false;
	said_record(cli, "round", a.r.root_id, a.r.id);
	return true;
}

static bool
cmd_round_debrief(struct cli *cli, struct err *err)
{
	static const char *const options[][2] = {{"well", "went_well"},
	                                         {"badly", "went_badly"},
	                                         {"next", "next"},
	                                         {"notes", "notes"},
	                                         {"prepare", "prepare"}};
	struct round r;
	int64_t id, undo = 0;

	if (!arg_id(cli, 0, &id, err) || !round_get(&cli->ctx, id, &r, err))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(options); i++)
		if (cli_option(cli, options[i][0]) != NULL &&
		    !memo_set(&cli->ctx, ROUND, id, options[i][1], option_text(cli, options[i][0]), &undo, err))
			return false;
	if (undo == 0) {
		err_set(err, ERR_INVALID, "nothing was said");
		return err_hint(err, "For example: cairn round debrief ID --well TEXT --badly TEXT --next TEXT");
	}
	said_record(cli, "round", id, undo);
	return true;
}

/* --- question --------------------------------------------------------------------------------------------------- */

static bool
cmd_question_list(struct cli *cli, struct err *err)
{
	struct question_filter f = {.kind = option_text(cli, "kind"),
	                            .role = option_text(cli, "role"),
	                            .theme = option_text(cli, "theme"),
	                            .text = option_text(cli, "words"),
	                            .skill = MAP_NONE,
	                            .asked = cli_option(cli, "asked") != NULL};
	struct bank_question *list;
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};
	struct js j = JS(&cli->out);
	const char *skill = cli_option(cli, "skill");
	size_t n;

	if ((skill != NULL && !map_skill_get(cli->ctx.map, str_of(skill), &f.skill, err)) ||
	    (f.kind.n > 0 && !word_check(question_kinds, f.kind, "--kind", err)) ||
	    !question_bank(&cli->ctx, &list, &n, err))
		return false;
	n = question_pick(list, n, &f);
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		if (cli->json) {
			bank_json(&j, cli->ctx.map, &list[i]);
			continue;
		}
		out_cell(&t, list[i].key);
		out_cell(&t, list[i].kind);
		if (list[i].asked > 0)
			out_cellf(&t, "%lldx", (long long)list[i].asked);
		else
			out_cell(&t, STR(""));
		out_cell(&t, list[i].text);
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	}
	out_print(&t, "llr", &cli->out);
	return true;
}

static bool
cmd_question_add(struct cli *cli, struct err *err)
{
	struct question q = {.text = str_trim(str_of(cli->args[0])),
	                     .kind = option_text(cli, "kind"),
	                     .role = option_text(cli, "role"),
	                     .skill = option_text(cli, "skill"),
	                     .themes = option_text(cli, "themes"),
	                     .outline = option_text(cli, "outline")};

	if (q.kind.n == 0)
		q.kind = STR("technical");
	if (!option_int(cli, "level", 0, &q.depth, err) || !question_add(&cli->ctx, &q, err))
		return false;
	said_record(cli, "question", q.r.root_id, q.r.id);
	return true;
}

/* --- story ------------------------------------------------------------------------------------------------------ */

static bool
story_options(struct cli *cli, struct story *s, struct err *err)
{
	const struct {
		const char *name;
		struct str *to;
	} texts[] = {{"situation", &s->situation}, {"task", &s->task},     {"action", &s->action},
	             {"result", &s->outcome},      {"themes", &s->themes}, {"url", &s->url}};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (cli_option(cli, texts[i].name) != NULL)
			*texts[i].to = option_text(cli, texts[i].name);
	return option_int(cli, "evidence", s->evidence_id, &s->evidence_id, err);
}

static bool
cmd_story_add(struct cli *cli, struct err *err)
{
	struct story s = {.title = str_trim(str_of(cli->args[0]))};

	if (!story_options(cli, &s, err) || !story_save(&cli->ctx, &s, 0, err))
		return false;
	said_record(cli, "story", s.r.root_id, s.r.id);
	return true;
}

static bool
cmd_story_edit(struct cli *cli, struct err *err)
{
	struct story s;
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !record_get(&cli->ctx, &story_type, id, &s, err) ||
	    !story_options(cli, &s, err) || !story_save(&cli->ctx, &s, s.r.id, err))
		return false;
	said_record(cli, "story", id, s.r.id);
	return true;
}

static void
story_json(struct cli *cli, struct js *j, const struct story *s)
{
	struct str *bare;
	size_t n;

	story_bare_numbers(cli->ctx.a, s, &bare, &n);
	js_open(j, '{');
	record_json(j, &story_type, s);
	js_kz(j, "missing", story_missing(s));
	js_key(j, "bare_numbers");
	js_open(j, '[');
	for (size_t i = 0; i < n; i++)
		js_text(j, bare[i]);
	js_close(j, ']');
	js_close(j, '}');
}

static bool
cmd_story_list(struct cli *cli, struct err *err)
{
	struct story *list;
	struct theme_cover *cover;
	struct out_table t = {.a = cli->ctx.a, .n_columns = 3};
	struct js j = JS(&cli->out);
	size_t n, n_cover;

	if (!story_list(&cli->ctx, &list, &n, err) || !story_cover(&cli->ctx, &cover, &n_cover, err))
		return false;
	if (cli->json) {
		js_open(&j, '{');
		js_key(&j, "stories");
		js_open(&j, '[');
		for (size_t i = 0; i < n; i++)
			story_json(cli, &j, &list[i]);
		js_close(&j, ']');
		js_key(&j, "themes");
		js_open(&j, '{');
		for (size_t i = 0; i < n_cover; i++)
			js_ki(&j, arena_cstr(cli->ctx.a, cover[i].theme.id), (int64_t)cover[i].n_stories);
		js_close(&j, '}');
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%lld", (long long)list[i].r.root_id);
		out_cell(&t, list[i].title);
		out_cell(&t, list[i].themes);
	}
	out_print(&t, "", &cli->out);
	strbuf_addz(&cli->out, "\nThemes and their stories:\n");
	for (size_t i = 0; i < n_cover; i++)
		strbuf_printf(&cli->out, "  %-14.*s %zu\n", STR_ARG(cover[i].theme.id), cover[i].n_stories);
	return true;
}

static bool
cmd_story_show(struct cli *cli, struct err *err)
{
	struct story s;
	struct str *bare;
	struct js j = JS(&cli->out);
	size_t n;
	int64_t id;

	if (!arg_id(cli, 0, &id, err) || !record_get(&cli->ctx, &story_type, id, &s, err))
		return false;
	if (cli->json) {
		story_json(cli, &j, &s);
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	strbuf_printf(&cli->out, "%.*s\n\nSituation: %.*s\nTask: %.*s\nAction: %.*s\nResult: %.*s\nThemes: %.*s\n",
	              STR_ARG(s.title), STR_ARG(s.situation), STR_ARG(s.task), STR_ARG(s.action), STR_ARG(s.outcome),
	              STR_ARG(s.themes));
	story_bare_numbers(cli->ctx.a, &s, &bare, &n);
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&cli->out, "Nothing stands behind %.*s.\n", STR_ARG(bare[i]));
	return true;
}

/* --- feedback --------------------------------------------------------------------------------------------------- */

static bool
cmd_feedback_add(struct cli *cli, struct err *err)
{
	struct feedback f = {.kind = str_of(cli->args[1]),
	                     .text = str_trim(str_of(cli->args[2])),
	                     .said_by = option_text(cli, "from"),
	                     .skills = option_text(cli, "skills")};

	if (!arg_id(cli, 0, &f.application_id, err) || !option_int(cli, "round", 0, &f.round_id, err) ||
	    !option_day(cli, &f.on_day, err) || !feedback_add(&cli->ctx, &f, err))
		return false;
	said_record(cli, "feedback", f.r.root_id, f.r.id);
	return true;
}

static bool
cmd_feedback_list(struct cli *cli, struct err *err)
{
	struct feedback *list;
	struct js j = JS(&cli->out);
	int64_t of, counts[FEEDBACK_KINDS];
	size_t n;
	char day[16];

	if (!option_int(cli, "application", 0, &of, err) || !feedback_list(&cli->ctx, of, &list, &n, err))
		return false;
	feedback_count(list, n, counts);
	if (cli->json) {
		js_open(&j, '{');
		records_json(&j, "feedback", &feedback_type, list, n);
		js_key(&j, "counts");
		js_open(&j, '{');
		for (int k = 0; k < FEEDBACK_KINDS; k++)
			js_ki(&j, feedback_kinds[k], counts[k]);
		js_close(&j, '}');
		js_close(&j, '}');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&cli->out, "%lld  %s  %-13.*s %.*s\n", (long long)list[i].r.root_id,
		              day_format((int32_t)list[i].on_day, day), STR_ARG(list[i].kind), STR_ARG(list[i].text));
	for (int k = 0; k < FEEDBACK_KINDS; k++)
		strbuf_printf(&cli->out, "%s%lld %s", k > 0 ? ", " : "", (long long)counts[k], feedback_kinds[k]);
	strbuf_addz(&cli->out, n < 5 ? "; too few to see a pattern\n" : "\n");
	return true;
}

/* clang-format off */
#define O_UNDO {"redo", NULL, "bring back what was undone"}
#define O_ROUND \
	{"at", "TIME", "when: \"2026-05-01 14:30 +02:00\""}, \
	{"minutes", "N", "how long (default 60)"}, \
	{"place", "TEXT", "where"}, \
	{"url", "URL", "the address of the call"}, \
	{"with", "NAMES", "who, with semicolons between"}
#define O_STORY \
	{"situation", "TEXT", "where, when, who"}, \
	{"task", "TEXT", "what was yours to do"}, \
	{"action", "TEXT", "what you did"}, \
	{"result", "TEXT", "what came of it"}, \
	{"themes", "THEMES", "with semicolons between"}, \
	{"evidence", "ID", "the evidence behind it"}, \
	{"url", "URL", "where it can be seen"}

static const struct command desk_commands[] = {
	{"round", "add", "APPLICATION KIND", 2, 2, {O_ROUND}, NEEDS_DB | NEEDS_WRITE, cmd_round_add,
	 "Add a round of interviews: screen, recruiter, technical, coding, system, ml-design, take-home, behavioural, onsite, team, manager, other."},
	{"round", "list", "", 0, 0, {{"application", "ID", "only of this application"}}, NEEDS_DB, cmd_round_list,
	 "The rounds by time."},
	{"round", "show", "ID", 1, 1, {{0}}, NEEDS_DB, cmd_round_show,
	 "One round: what to prepare, what they asked, the debrief."},
	{"round", "set", "ID", 1, 1,
	 {O_ROUND, {"status", "WORD", "planned, done or cancelled"}, {"result", "WORD", "waiting, passed or failed"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_round_set,
	 "Change a round; what it was is kept."},
	{"round", "ask", "ID QUESTION", 2, 2,
	 {{"went", "N", "1 badly to 5 well"}, {"note", "TEXT", "what you said"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_round_ask,
	 "Keep what they asked: a key of the bank, or their words."},
	{"round", "debrief", "ID", 1, 1,
	 {{"well", "TEXT", "what went well"}, {"badly", "TEXT", "what did not"}, {"next", "TEXT", "what comes next"},
	  {"notes", "TEXT", "anything else"}, {"prepare", "TEXT", "before: what to prepare"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_round_debrief,
	 "Write how it went."},
	{"round", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_record_undo,
	 "Take back what one of these kept."},
	{"question", "list", "", 0, 0,
	 {{"kind", "KIND", "screen, technical, coding, system, ml-design, take-home, behavioural, manager, team"},
	  {"role", "ROLE", "asked for this role"},
	  {"skill", "SKILL", "about this skill"},
	  {"theme", "THEME", "about this theme of stories"},
	  {"words", "TEXT", "with these words"},
	  {"asked", NULL, "only those asked of you"}},
	 NEEDS_DB, cmd_question_list,
	 "The question bank, those asked of you first."},
	{"question", "add", "TEXT", 1, 1,
	 {{"kind", "KIND", "as in question list (default technical)"},
	  {"role", "ROLE", "for this role"},
	  {"skill", "SKILL", "about this skill"},
	  {"level", "N", "1 explain, 2 use, 3 build"},
	  {"themes", "THEMES", "with semicolons between"},
	  {"outline", "TEXT", "what a good answer holds"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_question_add,
	 "Add a question of your own."},
	{"question", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_record_undo,
	 "Take one back."},
	{"story", "add", "TITLE", 1, 1, {O_STORY}, NEEDS_CREATE | NEEDS_WRITE, cmd_story_add,
	 "Tell a story: situation, task, action, result."},
	{"story", "edit", "ID", 1, 1, {O_STORY}, NEEDS_DB | NEEDS_WRITE, cmd_story_edit,
	 "Change a story; what it was is kept."},
	{"story", "list", "", 0, 0, {{0}}, NEEDS_DB, cmd_story_list,
	 "The stories, and how many each theme has."},
	{"story", "show", "ID", 1, 1, {{0}}, NEEDS_DB, cmd_story_show,
	 "One story, with the numbers nothing stands behind."},
	{"story", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_record_undo,
	 "Take a story or a change of it back."},
	{"feedback", "add", "APPLICATION KIND TEXT", 3, 3,
	 {{"from", "NAME", "who said it"}, {"skills", "SKILLS", "it names, with semicolons between"},
	  {"round", "ID", "about this round"}, {"on", "DATE", "the day (default today)"}},
	 NEEDS_DB | NEEDS_WRITE, cmd_feedback_add,
	 "Keep feedback: about skill, experience, communication or other."},
	{"feedback", "list", "", 0, 0, {{"application", "ID", "only of this application"}}, NEEDS_DB, cmd_feedback_list,
	 "The feedback, and how often each kind."},
	{"feedback", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_record_undo,
	 "Take one back."},
};
/* clang-format on */
const COMMAND_GROUP(desk_group, "Interview desk", desk_commands);
