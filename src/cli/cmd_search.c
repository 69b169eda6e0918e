/* search: one over everything. */
#include "base/js.h"
#include "cli/command.h"
#include "cli/out.h"
#include "domain/today/search.h"

bool
cmd_search(struct cli *cli, struct err *err)
{
	struct out_table t = {.a = cli->ctx.a, .n_columns = 4};
	struct js j = JS(&cli->out);
	bool more[HIT_KIND__COUNT];
	struct hit *hits;
	size_t n;

	if (!search_all(&cli->ctx, str_of(cli->args[0]), &hits, &n, more, err))
		return false;
	if (cli->json) {
		js_open(&j, '[');
		for (size_t i = 0; i < n; i++) {
			js_open(&j, '{');
			js_kz(&j, "kind", hit_kind_names[hits[i].kind]);
			js_kv(&j, "id", hits[i].key);
			js_kv(&j, "title", hits[i].title);
			js_kv(&j, "about", hits[i].about);
			js_close(&j, '}');
		}
		js_close(&j, ']');
		strbuf_byte(&cli->out, '\n');
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		out_cellf(&t, "%s", hit_kind_names[hits[i].kind]);
		out_cell(&t, hits[i].key);
		out_cell(&t, hits[i].title);
		out_cell(&t, hits[i].about);
	}
	if (n > 0)
		out_print(&t, "llll", &cli->out);
	else
		strbuf_addz(&cli->out, "Nothing has all these words. Try fewer, or the beginning of one.\n");
	return true;
}
