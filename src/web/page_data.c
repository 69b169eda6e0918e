/* The data: where it is, copies, export and restore; and settings. */
#include "base/fs.h"
#include "base/utf8.h"
#include "domain/plan/goal.h"
#include "exchange/archive.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/view.h"

#include <fcntl.h>
#include <unistd.h>

static bool
data_show(struct page *p, struct str result, bool bad, struct err *err)
{
	struct data_view v = {.where = str_of(db_where(p->c.db)),
	                      .can_backup = db_kind(p->c.db) == DB_SQLITE,
	                      .result = result,
	                      .result_bad = bad};
	const char *dir = fs_join(p->c.a, p->w->o->data_dir, "backups");
	const struct posting_facts *facts;

	v.backup_dir = str_of(dir);
	if (!db_size(p->c.db, &v.size, err) || !posting_facts_get(p, &facts, err))
		return false;
	v.totals = facts->totals;
	if (v.can_backup && fs_is_dir(dir) && !backup_list(&p->c, dir, &v.backups, &v.n_backups, err))
		return false;
	page_begin(p, NAV_DATA, "Data");
	tmpl_data(p->out, p, &v);
	page_end(p);
	return true;
}

bool
page_data(struct page *p, struct err *err)
{
	return data_show(p, STR(""), false, err);
}

bool
post_backup(struct page *p, struct err *err)
{
	struct backup made;

	if (!backup_make(&p->c, fs_join(p->c.a, p->w->o->data_dir, "backups"), &made, err))
		return false;
	page_go(p, STR("/data"), "backup", 0);
	return true;
}

bool
post_check(struct page *p, struct err *err)
{
	struct str findings;

	db_deadline(p->c.db, 0);
	if (!db_check(p->c.db, p->c.a, &findings, err)) {
		db_deadline(p->c.db, 2000);
		return false;
	}
	db_deadline(p->c.db, 2000);
	if (findings.n == 0)
		return data_show(p, STR("The database is whole."), false, err);
	return data_show(
	    p, page_printf(p, "Not whole: %.*s. Make an export, then restore the newest good copy.", STR_ARG(findings)),
	    true, err);
}

/* A file of ours on its way in or out: made in the data folder, unlinked before anybody can meet it. */
static char *
passing_file(struct page *p, const char *what)
{
	return fs_join(p->c.a, p->w->o->data_dir,
	               arena_cstr(p->c.a, page_printf(p, ".%s-%d.tar.zst", what, (int)getpid())));
}

bool
post_export(struct page *p, struct err *err)
{
	char *path = passing_file(p, "export");
	struct archive_report report;
	bool ok = archive_export(&p->c, path, &report, err);
	int fd = ok ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	unlink(path);
	if (!ok)
		return false;
	if (fd < 0)
		return err_errno(err, "could not open the export");
	p->resp->fd = fd;
	p->resp->type = "application/zstd";
	(void)http_resp_header(
	    p->resp, "Content-Disposition",
	    page_printf(p, "attachment; filename=\"cairn-%.*s.tar.zst\"", STR_ARG(say_iso_day(p, ctx_today(&p->c)))));
	return true;
}

/* The error names the passing file; its reader knows only the name they gave. */
static bool
name_upload(const char *path, struct str name, struct err *err)
{
	struct str text = str_of(err->text);
	size_t at = str_find(text, str_of(path));
	struct err e = *err;

	if (at < text.n)
		snprintf(err->text, sizeof(err->text), "%.*s%.*s%s", (int)at, e.text, STR_ARG(utf8_clip(name, 80)),
		         e.text + at + strlen(path));
	return false;
}

bool
post_restore(struct page *p, struct err *err)
{
	char *path = passing_file(p, "restore");
	struct archive_report r;
	bool ok;

	if (p->req->n_files != 1)
		return err_set(err, ERR_INVALID, "no file was chosen");
	if (!fs_replace(path, p->req->files[0].bytes, err))
		return false;
	ok = archive_restore(&p->c, path, &r, err);
	unlink(path);
	if (!ok)
		return name_upload(path, p->req->files[0].name, err);
	return data_show(p,
	                 page_printf(p, "Restored: %lld rows new, %lld here already, %lld under another key.",
	                             (long long)r.n_stored, (long long)r.n_kept, (long long)r.n_skipped),
	                 false, err);
}

bool
page_settings(struct page *p, struct err *err)
{
	struct goal g;
	bool found;
	struct str hours = STR("");

	if (!goal_get(&p->c, &g, &found, err))
		return false;
	if (found)
		hours = page_printf(p, "%.*s, %.*s a week.", STR_ARG(p->c.map->roles[g.role].name),
		                    STR_ARG(say_minutes(p, g.minutes_per_week)));
	page_begin(p, NAV_SETTINGS, "Settings");
	tmpl_settings(p->out, p, hours);
	page_end(p);
	return true;
}

bool
post_settings(struct page *p, struct err *err)
{
	for (int i = 0; i < SETTING__COUNT; i++) {
		const char *name = arena_cstr(p->c.a, page_printf(p, "set.%s", settings[i].name));
		struct str value = http_get(&p->req->form, name);
		if (value.p == NULL || str_eq(value, p->settings[i]))
			continue;
		p->problem_field = name;
		if (!setting_put(&p->c, (enum setting)i, str_trim(value), err))
			return false;
	}
	p->problem_field = NULL;
	page_go(p, STR("/settings"), "settings", 0);
	return true;
}
