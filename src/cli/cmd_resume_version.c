/* resume version: list, add, copy, set, select, drop, archive, delete. */
#include "base/js.h"
#include "cli/cmd_resume.h"
#include "cli/out.h"
#include "domain/job/resume_version.h"

static bool
version_list(struct cli *cli, struct err *err)
{
	static const char *const headings[] = {"ID", "NAME", "ITEMS", "BULLETS", ""};
	struct out_table t = {.a = cli->ctx.a, .n_columns = ARRAY_LEN(headings)};
	struct resume_version *list;
	struct js j = JS(&cli->out);
	size_t n;

	if (!resume_version_list(&cli->ctx, &list, &n, err))
		return false;
	if (cli->json)
		js_open(&j, '[');
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		out_cell(&t, str_of(headings[i]));
	for (size_t i = 0; i < n; i++) {
		size_t bullets = 0;

		for (size_t k = 0; k < list[i].n_picks; k++)
			bullets += list[i].picks[k].n_bullets;
		if (cli->json) {
			js_open(&j, '{');
			js_ki(&j, "id", list[i].id);
			js_kv(&j, "name", list[i].name);
			js_kv(&j, "label", list[i].label);
			js_kv(&j, "summary", list[i].summary);
			js_ki(&j, "items", (int64_t)list[i].n_picks);
			js_ki(&j, "bullets", (int64_t)bullets);
			js_kb(&j, "archived", list[i].archived);
			js_close(&j, '}');
			continue;
		}
		out_cellf(&t, "%lld", (long long)list[i].id);
		out_cell(&t, list[i].name);
		out_cellf(&t, "%zu", list[i].n_picks);
		out_cellf(&t, "%zu", bullets);
		out_cell(&t, str_of(list[i].archived ? "put away" : ""));
	}
	if (cli->json) {
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
	} else if (n == 0) {
		strbuf_addz(&cli->out, "There are no versions yet: cairn resume version add NAME\n");
	} else {
		out_print(&t, "llrrl", &cli->out);
	}
	return true;
}

/* An empty option is the master's, a missing one leaves it. */
static void
set_text(struct cli *cli, const char *option, struct str *text)
{
	const char *v = cli_option(cli, option);

	if (v != NULL)
		*text = v[0] != '\0' ? str_of(v) : STR_NONE;
}

static bool
version_set(struct cli *cli, int64_t id, struct err *err)
{
	const char *name = cli_option(cli, "name");
	struct resume_version v;
	int64_t change;

	if (!resume_version_get(&cli->ctx, id, &v, err))
		return false;
	if (name != NULL)
		v.name = str_of(name);
	set_text(cli, "label", &v.label);
	set_text(cli, "summary", &v.summary);
	return resume_version_save(&cli->ctx, &v, v.rev, &change, err) && resume_said(cli, id, change);
}

/* Every id that follows, one change each. */
static bool
version_take(struct cli *cli, int64_t version, bool out, struct err *err)
{
	int64_t id, change = 0;

	for (size_t i = 2; i < cli->n_args; i++) {
		int64_t one;

		if (!resume_arg_id(cli, i, &id, err) || !resume_version_take(&cli->ctx, version, id, out, &one, err))
			return false;
		change = one != 0 ? one : change;
	}
	return resume_said(cli, version, change);
}

/* What the first argument asks for, of the version that is the second. */
static bool
version_do(struct cli *cli, struct str action, int64_t id, struct err *err)
{
	int64_t change;

	if (str_eq(action, STR("set")))
		return version_set(cli, id, err);
	if (str_eq(action, STR("select")) || str_eq(action, STR("drop")))
		return resume_arg_count(cli, 3, "select|drop VERSION ID...", err) &&
		       version_take(cli, id, str_eq(action, STR("drop")), err);
	if (str_eq(action, STR("archive")) || str_eq(action, STR("unarchive")))
		return resume_version_archive(&cli->ctx, id, str_eq(action, STR("archive")), &change, err) &&
		       resume_said(cli, id, change);
	return resume_version_delete(&cli->ctx, id, &change, err) && resume_said(cli, 0, change);
}

bool
cmd_resume_version(struct cli *cli, struct err *err)
{
	static const char *const actions[] = {"set", "select", "drop", "archive", "unarchive", "delete"};
	struct str action = str_of(cli->args[0]);
	int64_t from, id, change;

	if (str_eq(action, STR("list")))
		return version_list(cli, err);
	if (str_eq(action, STR("add")))
		return resume_arg_count(cli, 2, "add NAME", err) &&
		       resume_version_add(&cli->ctx, str_of(cli->args[1]), 0, &id, &change, err) &&
		       resume_said(cli, id, change);
	if (str_eq(action, STR("copy")))
		return resume_arg_count(cli, 3, "copy VERSION NAME", err) &&
		       resume_version_find(&cli->ctx, str_of(cli->args[1]), &from, err) &&
		       resume_version_add(&cli->ctx, str_of(cli->args[2]), from, &id, &change, err) &&
		       resume_said(cli, id, change);
	for (size_t i = 0; i < ARRAY_LEN(actions); i++)
		if (str_eq(action, str_of(actions[i])))
			return resume_arg_count(cli, 2, "set|archive|delete VERSION", err) &&
			       resume_version_find(&cli->ctx, str_of(cli->args[1]), &id, err) &&
			       version_do(cli, action, id, err);
	err_set(err, ERR_INVALID, "'resume version' does not know '%.40s'", cli->args[0]);
	return err_hint(err, "It knows list, add, copy, set, select, drop, archive, unarchive and delete.");
}
