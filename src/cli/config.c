#include "cli/config.h"

#include "base/fs.h"

#define CONFIG_MAX ((size_t)64 << 10)

const struct config_key config_keys[] = {
    {"db", "CAIRN_DB", offsetof(struct app, where), "The file of data, or a postgresql:// address."},
    {"listen", "CAIRN_LISTEN", offsetof(struct app, listen), "Host and port to serve on."},
    {"hosts", "CAIRN_HOSTS", offsetof(struct app, hosts),
     "Further host names it may be called by, with spaces between."},
};
const size_t config_keys_n = ARRAY_LEN(config_keys);

static const char **
slot(struct app *app, const struct config_key *k)
{
	return (const char **)(void *)((char *)app + k->offset);
}

static bool
config_line(struct app *app, const char *path, size_t number, struct str line, struct err *err)
{
	size_t equals;
	struct str name;

	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return true;
	equals = str_find_byte(line, '=');
	if (equals == line.n)
		return err_set(err, ERR_INVALID, "%s:%zu: want 'name = value'", path, number);
	name = str_trim(str_sub(line, 0, equals));
	for (size_t i = 0; i < config_keys_n; i++) {
		if (str_eq(name, str_of(config_keys[i].name))) {
			*slot(app, &config_keys[i]) =
			    arena_cstr(app->arena, str_trim(str_sub(line, equals + 1, line.n)));
			return true;
		}
	}
	err_set(err, ERR_INVALID, "%s:%zu: no setting '%.*s'", path, number, (int)MIN(name.n, 40), name.p);
	return err_hint(err, "cairn.conf(5) lists them: db, listen, hosts.");
}

static bool
config_file(struct app *app, const char *path, struct err *err)
{
	struct str text, line;

	if (!fs_exists(path))
		return true;
	if (!fs_read(app->arena, path, CONFIG_MAX, &text, err))
		return false;
	for (size_t number = 1; str_line(&text, &line); number++)
		if (!config_line(app, path, number, line, err))
			return false;
	return true;
}

bool
config_load(struct app *app, struct err *err)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME"), *own = NULL;

	if (xdg != NULL && xdg[0] == '/')
		own = fs_join(app->arena, xdg, "cairn/cairn.conf");
	else if (home != NULL && home[0] == '/')
		own = fs_join(app->arena, home, ".config/cairn/cairn.conf");
	if (!config_file(app, "/etc/cairn.conf", err) || (own != NULL && !config_file(app, own, err)))
		return false;
	for (size_t i = 0; i < config_keys_n; i++) {
		const char *value = getenv(config_keys[i].env);

		if (value != NULL && value[0] != '\0')
			*slot(app, &config_keys[i]) = value;
	}
	return true;
}
