/*
 * Where settings of the program (not of a person) come from, later ones winning: built in, /etc/cairn.conf,
 * $XDG_CONFIG_HOME/cairn/cairn.conf, the environment (CAIRN_DB, ...), the command line. See cairn.conf(5).
 */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include "cli/app.h"

struct config_key {
	const char *name; /* in the file */
	const char *env;
	size_t offset; /* of a const char * in struct app */
	const char *help;
};
extern const struct config_key config_keys[];
extern const size_t config_keys_n;

/* Reads files and environment into app. Errors name file and line. */
bool config_load(struct app *app, struct err *err) MUST_USE;

#endif
