#include "web/serve.h"

#include "base/fs.h"
#include "base/log.h"
#include "exchange/import.h"
#include "web/http_server.h"
#include "web/page_impl.h"
#include "web/web_files.h"

#define ACCOUNT_OWNER 1

static void
asset_path(char out[static 64], const char *name)
{
	const struct embed_file *f = embed_find(web_files, web_files_n, str_of(name));
	snprintf(out, 64, "/a/%s-%s", f != NULL ? f->etag : "0", name);
}

bool
web_init(struct web *w, const struct serve_options *o, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	const char *key = NULL;

	*w = (struct web){.o = o, .ex = o->ex, .plans = PLAN_CACHE};
	if (o->data_dir != NULL) {
		if (!fs_mkdirs(o->data_dir, err))
			return false;
		key = fs_join(&a, o->data_dir, "session.key");
	}
	if (!gate_init(&w->gate, key, err) || !db_open(o->where, (struct db_options){.create = true}, &w->db, err))
		return false;
	db_set_account(w->db, ACCOUNT_OWNER);
	id_init(&w->ids);
	rng_seed_os(&w->rng);
	w->gate.hosts = o->hosts;
	w->gate.n_hosts = o->n_hosts;
	asset_path(w->css_path, "app.css");
	asset_path(w->js_path, "app.js");
	w->css = w->css_path;
	w->js = w->js_path;
	return true;
}

void
web_release(struct web *w)
{
	if (w->import_pid != 0)
		import_stop(w->import_pid);
	posting_facts_drop(w);
	job_facts_drop(w);
	import_before_drop(w);
	plan_cache_release(&w->plans);
	due_cache_release(&w->dues);
	report_kept_drop(w);
	db_close(w->db);
	w->db = NULL;
	gate_release(&w->gate);
}

static void
tick(void *p)
{
	import_tick(p);
}

/* Runs that a server before this one left behind have failed. */
static void
sweep(struct web *w)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct ctx c = {.a = &a, .db = w->db, .map = w->o->map, .clock = w->o->clock, .ids = &w->ids, .rng = &w->rng};
	struct err err = {0};

	db_gate(w->db, true);
	if (!import_run_sweep(&c, &err))
		log_warn("imports before this start: %s", err.text);
	db_gate(w->db, false);
}

/* Loopback alone needs no start address; everything else does. */
static bool
is_open_to_owner(const struct serve_options *o, const char *url)
{
	return o->n_hosts == 0 &&
	       (str_starts(str_of(url), STR("http://127.")) || str_starts(str_of(url), STR("http://[::1]")));
}

bool
serve_run(const struct serve_options *o, struct err *err)
{
	struct web w;
	struct http_server *server = NULL;
	struct http_server_options so = {.listen = o->listen != NULL ? o->listen : SERVE_LISTEN,
	                                 .stop_fd = o->stop_fd,
	                                 .any_peer = o->any_peer,
	                                 .handler = web_handle,
	                                 .body_max = web_body_max,
	                                 .tick = tick,
	                                 .p = &w};
	char start[64] = "/";
	bool ok;

	ok = web_init(&w, o, err) && http_server_open(&so, &server, err);
	if (ok) {
		w.gate.port = http_server_port(server);
		sweep(&w);
		if (!is_open_to_owner(o, http_server_url(server)))
			snprintf(start, sizeof(start), "/start?key=%s", w.gate.start_key);
		if (o->ready != NULL)
			o->ready(o->p, http_server_url(server), start);
		ok = http_server_run(server, err);
	}
	http_server_close(server);
	web_release(&w);
	return ok;
}
