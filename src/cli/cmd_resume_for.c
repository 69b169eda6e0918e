/* resume show --for: a version against a posting. */
#include "base/date.h"
#include "base/js.h"
#include "base/num.h"
#include "cli/app.h"
#include "cli/cmd_resume.h"
#include "domain/job/resume_tailor.h"

static void
term_json(struct cli *cli, struct js *j, const struct tailor_term *k)
{
	js_open(j, '{');
	js_kv(j, "skill", k->skill >= 0 ? cli->ctx.map->skills[k->skill].id : STR_NONE);
	js_kv(j, "words", k->words);
	js_kv(j, "yours", k->yours.n > 0 ? k->yours : STR_NONE);
	js_kb(j, "required", k->required);
	js_kz(j, "group", tailor_group_name(k->group));
	js_kb(j, "shown", k->shown);
	if (k->shown) {
		js_ki(j, "evidence", k->evidence.id);
		js_kday(j, "shown_on", k->evidence.on_day);
	}
	js_key(j, "offers");
	js_open(j, '[');
	for (size_t i = 0; i < k->n_offers; i++) {
		js_open(j, '{');
		js_ki(j, "id", k->offers[i].id);
		js_kz(j, "kind", k->offers[i].bullet ? "bullet" : "item");
		js_kv(j, "text", k->offers[i].text);
		js_close(j, '}');
	}
	js_close(j, ']');
	js_close(j, '}');
}

static void
tailor_json(struct cli *cli, const struct tailor *t, int64_t version)
{
	struct js j = JS(&cli->out);

	js_open(&j, '{');
	js_ki(&j, "posting", t->posting.id);
	js_ki(&j, "version", version);
	js_ki(&j, "in_skills", (int64_t)t->n_in[TAILOR_SKILLS]);
	js_ki(&j, "in_prose", (int64_t)t->n_in[TAILOR_PROSE]);
	js_ki(&j, "absent", (int64_t)t->n_in[TAILOR_ABSENT]);
	js_key(&j, "terms");
	js_open(&j, '[');
	for (size_t i = 0; i < t->n; i++)
		term_json(cli, &j, &t->terms[i]);
	js_close(&j, ']');
	js_key(&j, "flagged");
	js_open(&j, '[');
	for (size_t i = 0; i < t->n_flagged; i++)
		js_i64(&j, t->flagged[i]->id);
	js_close(&j, ']');
	js_close(&j, '}');
	strbuf_byte(&cli->out, '\n');
}

static void
term_text(struct cli *cli, const struct tailor_term *k, int64_t version)
{
	struct strbuf *out = &cli->out;
	char day[16];

	strbuf_printf(out, "  %.*s", STR_ARG(k->words));
	if (k->skill >= 0 && !str_eq_ci(k->words, cli->ctx.map->skills[k->skill].short_name))
		strbuf_printf(out, " (%.*s)", STR_ARG(cli->ctx.map->skills[k->skill].short_name));
	if (k->yours.n > 0)
		strbuf_printf(out, ", yours: %.*s", STR_ARG(k->yours));
	strbuf_addz(out, k->required ? ", required\n" : "\n");
	if (k->group == TAILOR_SKILLS)
		return;
	for (size_t i = 0; i < k->n_offers; i++)
		strbuf_printf(out, "      you have: %.*s\n      take it in: cairn resume version select %lld %lld\n",
		              STR_ARG(k->offers[i].text), (long long)version, (long long)k->offers[i].id);
	if (k->group == TAILOR_PROSE || k->skill < 0)
		return;
	if (k->shown)
		strbuf_printf(out, "      you have shown this on %s: say so in a bullet\n",
		              day_format(k->evidence.on_day, day));
	else if (k->n_offers == 0)
		strbuf_printf(out, "      nothing shows it yet: cairn skill show %.*s\n",
		              STR_ARG(cli->ctx.map->skills[k->skill].id));
}

bool
resume_show_for(struct cli *cli, int64_t version, struct err *err)
{
	const struct extractor *ex;
	struct tailor t;
	int64_t posting;

	if (!num_parse_i64(str_of(cli_option(cli, "for")), 1, INT64_MAX, "posting", &posting, err))
		return err_prefix(err, "--for");
	if (!app_extractor(cli->app, &ex, err) || !resume_tailor(&cli->ctx, ex, posting, version, &t, err))
		return false;
	if (cli->json) {
		tailor_json(cli, &t, version);
		return true;
	}
	strbuf_printf(&cli->out,
	              "%.*s%s%.*s asks for %zu things: %zu stand in your skills, %zu only in prose, %zu nowhere.\n",
	              STR_ARG(t.posting.title), t.posting.company.n > 0 ? ", " : "", STR_ARG(t.posting.company), t.n,
	              t.n_in[TAILOR_SKILLS], t.n_in[TAILOR_PROSE], t.n_in[TAILOR_ABSENT]);
	for (int g = 0; g < TAILOR__COUNT; g++) {
		if (t.n_in[g] == 0)
			continue;
		strbuf_printf(&cli->out, "\n%c%s\n", tailor_group_name((enum tailor_group)g)[0] - 32,
		              tailor_group_name((enum tailor_group)g) + 1);
		for (size_t i = 0; i < t.n; i++)
			if (t.terms[i].group == (enum tailor_group)g)
				term_text(cli, &t.terms[i], version);
	}
	if (t.n_flagged > 0)
		strbuf_printf(
		    &cli->out,
		    "\n%zu of its bullets %s a number with nothing behind it: cairn resume bullet list --flagged\n",
		    t.n_flagged, t.n_flagged == 1 ? "has" : "have");
	return true;
}
