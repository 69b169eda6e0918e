#include "cli/command.h"

#include <assert.h>

const char *
cli_option(const struct cli *cli, const char *name)
{
	for (size_t i = 0; i < CLI_OPTIONS_MAX && cli->command->options[i].name != NULL; i++)
		if (strcmp(cli->command->options[i].name, name) == 0)
			return cli->values[i];
	base_die("an option that is not in the command's table");
}

const char *
cli_option_next(const struct cli *cli, const char *name, size_t *at)
{
	while (*at < cli->n_given) {
		size_t i = *at;

		*at += 2;
		if (strcmp(cli->given[i], name) == 0)
			return cli->given[i + 1];
	}
	return NULL;
}

/* What a person need not know of. */
static bool
is_internal(const char *help)
{
	return strncmp(help, "Internal", 8) == 0 || strncmp(help, "internal", 8) == 0;
}

static void
usage_line(struct strbuf *out, const struct command *c)
{
	strbuf_printf(out, "cairn %s%s%s%s%s", c->noun, c->verb != NULL ? " " : "", c->verb != NULL ? c->verb : "",
	              c->args[0] != '\0' ? " " : "", c->args);
	for (size_t i = 0; i < CLI_OPTIONS_MAX && c->options[i].name != NULL; i++) {
		if (is_internal(c->options[i].help))
			continue;
		strbuf_printf(out, " [--%s%s%s]", c->options[i].name, c->options[i].arg != NULL ? " " : "",
		              c->options[i].arg != NULL ? c->options[i].arg : "");
	}
	strbuf_byte(out, '\n');
}

void
command_help(struct strbuf *out, const char *noun)
{
	const struct command *c;
	const char *title = "";

	strbuf_addz(out, "usage: cairn [--db PATH|postgresql://...] [--json] COMMAND ...\n");
	if (noun != NULL)
		strbuf_byte(out, '\n');

	for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
		if ((noun != NULL && strcmp(c->noun, noun) != 0) || is_internal(c->help))
			continue;
		if (noun == NULL && strcmp(title, command_group_title(c)) != 0)
			strbuf_printf(out, "\n%s\n\n", command_group_title(c));
		title = command_group_title(c);
		usage_line(out, c);
		strbuf_printf(out, "\t%s\n", c->help);
		for (size_t o = 0; noun != NULL && o < CLI_OPTIONS_MAX && c->options[o].name != NULL; o++)
			if (!is_internal(c->options[o].help))
				strbuf_printf(out, "\t--%-14s %s\n", c->options[o].name, c->options[o].help);
	}
	if (noun == NULL)
		strbuf_addz(out, "\nMore of one: cairn help COMMAND. The manual: man cairn.\n");
}

/* Whether the i-th command is the first of its noun. */
static bool
is_first(size_t i)
{
	return i == 0 || strcmp(command_at(i)->noun, command_at(i - 1)->noun) != 0;
}

void
command_completion(struct strbuf *out)
{
	const struct command *c, *v;

	strbuf_addz(out, "_cairn() {\n\tlocal words\n\tcase \"${COMP_WORDS[1]}\" in\n");
	for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
		if (is_internal(c->help) || !is_first(i))
			continue;
		strbuf_printf(out, "\t%s) words=\"", c->noun);
		for (size_t k = i; (v = command_at(k)) != NULL && strcmp(v->noun, c->noun) == 0; k++) {
			if (v->verb != NULL)
				strbuf_printf(out, "%s ", v->verb);
			for (size_t o = 0; o < CLI_OPTIONS_MAX && v->options[o].name != NULL; o++)
				if (!is_internal(v->options[o].help))
					strbuf_printf(out, "--%s ", v->options[o].name);
		}
		strbuf_addz(out, "\";;\n");
	}
	strbuf_addz(out, "\t*) words=\"");
	for (size_t i = 0; (c = command_at(i)) != NULL; i++)
		if (!is_internal(c->help) && is_first(i))
			strbuf_printf(out, "%s ", c->noun);
	strbuf_addz(out, "--db --json --help --version\";;\n\tesac\n"
	                 "\tCOMPREPLY=($(compgen -f -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
	                 "complete -F _cairn cairn\n");
}

/* The command with this noun and, where it has verbs, the verb; *ret_used words of argv are taken. */
static const struct command *
find(int argc, const char *const *argv, int *ret_used)
{
	const struct command *c, *alone = NULL;

	for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
		if (strcmp(c->noun, argv[0]) != 0)
			continue;
		if (c->verb == NULL) {
			alone = c;
		} else if (argc > 1 && strcmp(c->verb, argv[1]) == 0) {
			*ret_used = 2;
			return c;
		}
	}
	*ret_used = 1;
	return alone;
}

bool
command_is_noun(const char *word)
{
	const struct command *c;

	for (size_t i = 0; (c = command_at(i)) != NULL; i++)
		if (strcmp(c->noun, word) == 0)
			return true;
	return false;
}

/* Reads argv[*i], an option, and its value. */
static bool
option_read(struct cli *cli, int argc, const char *const *argv, int *i, struct err *err)
{
	const char *name = argv[*i] + 2, *equals = strchr(name, '=');
	size_t n = equals != NULL ? (size_t)(equals - name) : strlen(name);

	if (n == 4 && strncmp(name, "json", 4) == 0) {
		cli->json = true;
		return true;
	}
	for (size_t o = 0; o < CLI_OPTIONS_MAX && cli->command->options[o].name != NULL; o++) {
		const struct option *opt = &cli->command->options[o];

		if (strlen(opt->name) != n || strncmp(opt->name, name, n) != 0)
			continue;
		if (opt->arg == NULL && equals != NULL)
			return err_set(err, ERR_INVALID, "--%s takes no value", opt->name);
		if (opt->arg == NULL) {
			cli->values[o] = "";
			return true;
		}
		if (equals == NULL && *i + 1 >= argc)
			return err_set(err, ERR_INVALID, "--%s needs a value: %s", opt->name, opt->arg);
		cli->values[o] = equals != NULL ? equals + 1 : argv[++*i];
		if (cli->n_given + 2 > CLI_ARGS_MAX)
			return err_set(err, ERR_LIMIT, "more than %d options", CLI_ARGS_MAX / 2);
		cli->given[cli->n_given++] = opt->name;
		cli->given[cli->n_given++] = cli->values[o];
		return true;
	}
	err_set(err, ERR_INVALID, "no option '--%.*s' here", (int)MIN(n, 40u), name);
	return err_hint(err, "'cairn help %s' lists the options.", cli->command->noun);
}

bool
command_parse(struct cli *cli, int argc, const char *const *argv, struct err *err)
{
	int used;
	bool only_args = false;

	if (argc == 0 || !command_is_noun(argv[0])) {
		err_set(err, ERR_INVALID, "no command '%.40s'", argc > 0 ? argv[0] : "");
		return err_hint(err, "'cairn help' lists the commands.");
	}
	cli->command = find(argc, argv, &used);
	if (cli->command == NULL) {
		err_set(err, ERR_INVALID, "'%.40s' needs one more word", argv[0]);
		return err_hint(err, "'cairn help %.40s' lists what can follow.", argv[0]);
	}
	assert(cli->command->max_args <= CLI_ARGS_MAX);
	for (int i = used; i < argc; i++) {
		if (!only_args && strcmp(argv[i], "--") == 0) {
			only_args = true;
		} else if (!only_args && strncmp(argv[i], "--", 2) == 0) {
			if (!option_read(cli, argc, argv, &i, err))
				return false;
		} else if (cli->n_args == cli->command->max_args) {
			err_set(err, ERR_INVALID, "'%.40s' is one word too many", argv[i]);
			return err_hint(err, "'cairn help %s' shows the form.", cli->command->noun);
		} else {
			cli->args[cli->n_args++] = argv[i];
		}
	}
	if (cli->n_args < cli->command->min_args) {
		err_set(err, ERR_INVALID, "'%s%s%s' needs: %s", cli->command->noun,
		        cli->command->verb != NULL ? " " : "", cli->command->verb != NULL ? cli->command->verb : "",
		        cli->command->args);
		return err_hint(err, "'cairn help %s' shows the form.", cli->command->noun);
	}
	return true;
}
