#include "domain/account/setting.h"

#include "base/num.h"
#include "db/db.h"

const struct setting_info settings[SETTING__COUNT] = {
    [SETTING_NAME] = {"name", "Your name", "Shown on what you export; nobody else sees it.", SETTING_TEXT, "", 0, 200,
                      NULL},
    [SETTING_THEME] = {"theme", "Colours", "Follow the system, or always light or dark.", SETTING_CHOICE, "system", 0,
                       0, "system light dark"},
    [SETTING_REVIEW_SHARE] = {"review-share", "Share for review",
                              "Percent of the week kept for what fades; unused minutes go to learning.", SETTING_INT,
                              "15", 0, 60, NULL},
    [SETTING_PROJECT_SHARE] = {"project-share", "Share for projects",
                               "Percent of the week kept for building and proving.", SETTING_INT, "20", 0, 80, NULL},
    [SETTING_GHOST_DAYS] = {"ghost-days", "Silent days after applying",
                            "After so many days without a word, 'ghosted' is proposed; never set by itself.",
                            SETTING_INT, "21", 1, 365, NULL},
    [SETTING_GHOST_DAYS_LATER] = {"ghost-days-later", "Silent days after a talk",
                                  "The same for those that got as far as a screen or a round.", SETTING_INT, "14", 1,
                                  365, NULL},
};

bool
setting_parse(struct str name, enum setting *ret, struct err *err)
{
	for (int s = 0; s < SETTING__COUNT; s++) {
		if (str_eq(name, str_of(settings[s].name))) {
			*ret = (enum setting)s;
			return true;
		}
	}
	return err_set(err, ERR_NOT_FOUND, "no setting '%.*s'", (int)MIN(name.n, 40), name.p != NULL ? name.p : "");
}

static bool
setting_check(enum setting s, struct str value, struct err *err)
{
	const struct setting_info *info = &settings[s];
	struct str rest = str_of(info->choices), word;
	int64_t n;

	switch (info->type) {
	case SETTING_INT:
		return num_parse_i64(value, info->min, info->max, info->label, &n, err);
	case SETTING_TEXT:
		if (value.n > (size_t)info->max)
			return err_set(err, ERR_LIMIT, "%s: longer than %lld bytes", info->label, (long long)info->max);
		return true;
	case SETTING_CHOICE:
		while (str_split(&rest, ' ', &word))
			if (str_eq(word, value))
				return true;
		return err_set(err, ERR_INVALID, "%s: '%.*s' is none of: %s", info->label, (int)MIN(value.n, 40),
		               value.p != NULL ? value.p : "", info->choices);
	}
	return err_set(err, ERR_BUG, "a setting of no type");
}

bool
setting_all(struct ctx *c, struct str ret[static SETTING__COUNT], struct err *err)
{
	CLEANUP(db_done) struct db_stmt *st = NULL;
	bool row;

	for (int s = 0; s < SETTING__COUNT; s++)
		ret[s] = str_of(settings[s].initial);
	if (!db_prepare(c->db, Q_SETTING_ALL, &st, err))
		return false;
	for (;;) {
		enum setting s;

		if (!db_step(st, &row, err))
			return false;
		if (!row)
			return true;
		if (setting_parse(db_col_text(st, 0), &s, NULL) && setting_check(s, db_col_text(st, 1), NULL))
			ret[s] = arena_str(c->a, db_col_text(st, 1));
	}
}

int64_t
setting_int(const struct str values[static SETTING__COUNT], enum setting s)
{
	int64_t v = 0;

	/* setting_all gives checked values or the table's own. */
	if (!num_parse_i64(values[s], settings[s].min, settings[s].max, settings[s].label, &v, NULL))
		base_die("a setting holds no number");
	return v;
}

bool
setting_put(struct ctx *c, enum setting s, struct str value, struct err *err)
{
	CLEANUP(db_tx_end) struct db_tx tx = {0};
	CLEANUP(db_done) struct db_stmt *st = NULL;

	value = str_trim(value);
	if (!setting_check(s, value, err))
		return false;
	db_unlock(c->db);
	if (!db_tx_begin(c->db, &tx, err) || !db_prepare(c->db, Q_SETTING_PUT, &st, err))
		return false;
	db_bind_text(st, "name", str_of(settings[s].name));
	db_bind_text(st, "value", value.p != NULL ? value : STR(""));
	return db_run(st, err) && db_tx_commit(&tx, err);
}
