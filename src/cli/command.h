/*
 * Commands: one table of them drives parsing, help, completion and the manual page.
 *
 * A command is `cairn NOUN VERB` or `cairn NOUN`. stdout is data, stderr is talk; every command that reads has --json.
 * A command's function gets a struct cli, whose context is ready (database open and migrated, gate open for those that
 * write).
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "base/err.h"
#include "base/strbuf.h"
#include "domain/ctx.h"

#define CLI_ARGS_MAX    64
#define CLI_OPTIONS_MAX 12
/* Memory of one command; imports of many large files need most. */
#define CLI_MEMORY_MAX ((size_t)6 << 30)
#define CLI_OUTPUT_MAX ((size_t)256 << 20)

struct app;
struct command;

struct option {
	const char *name; /* without the dashes */
	const char *arg;  /* what its value is called, or NULL for a switch */
	const char *help;
};

struct cli {
	const struct app *app;
	struct ctx ctx;
	const struct command *command;
	const char *args[CLI_ARGS_MAX]; /* positional */
	size_t n_args;
	const char *values[CLI_OPTIONS_MAX]; /* by the command's option table; a switch that is on has "" */
	const char *given[CLI_ARGS_MAX];     /* options with a value, in order: the option's name, the value */
	size_t n_given;
	bool json;
	bool file;         /* what is printed is a file's bytes, and goes out as it is unless to a terminal */
	struct strbuf out; /* written to stdout when the command has succeeded */
	int exit_status;   /* 0 unless a command that succeeded wants to say something by it */
};

enum command_needs {
	NEEDS_NOTHING = 0,
	NEEDS_DB = 1,     /* an existing database */
	NEEDS_CREATE = 2, /* a database, made when missing */
	NEEDS_WRITE = 4,  /* the gate is opened */
	NEEDS_IF_ANY = 8, /* the database when there is one */
};

struct command {
	const char *noun;
	const char *verb; /* NULL for a noun alone */
	const char *args; /* as in usage: "MINUTES SKILL [NOTE]" */
	size_t min_args;
	size_t max_args;
	struct option options[CLI_OPTIONS_MAX]; /* ends with name NULL */
	unsigned needs;
	bool (*run)(struct cli *cli, struct err *err);
	const char *help; /* one sentence */
};

/* The commands of one subject. A noun stands in one group only, its verbs one after the other. */
struct command_group {
	const char *title;
	const struct command *commands;
	size_t n;
};
/* At the bottom of a subject's cmd_*.c: const COMMAND_GROUP(due_group, "What is due", due_commands); */
#define COMMAND_GROUP(name, title, list) struct command_group name = {title, list, ARRAY_LEN(list)}
extern const struct command_group due_group;
extern const struct command_group job_group;
extern const struct command_group person_group;
extern const struct command_group resume_group;
extern const struct command_group calendar_group;
extern const struct command_group route_group;
extern const struct command_group capture_group;
extern const struct command_group leave_group;
extern const struct command_group letter_group;
extern const struct command_group offer_group;
extern const struct command_group interview_group;
extern const struct command_group desk_group;
extern const struct command_group research_group;
extern const struct command_group report_group;

/* The i-th command of all groups; NULL behind the last. */
const struct command *command_at(size_t i);
/* The title of its group. */
const char *command_group_title(const struct command *c);

/* The value of an option; NULL when it was not given. The name must be in the command's table. */
const char *cli_option(const struct cli *cli, const char *name);
/* The values of an option that may be given more than once; *at begins at 0. NULL behind the last. */
const char *cli_option_next(const struct cli *cli, const char *name, size_t *at);
/* Finds the command and fills command, args, values and json from argv (after the program's name; global options are
 * already taken out). ERR_INVALID with a hint. */
bool command_parse(struct cli *cli, int argc, const char *const *argv, struct err *err) MUST_USE;
/* Whether a command begins with the word. */
bool command_is_noun(const char *word);
/* `cairn help [NOUN]`: usage of all commands or those of a noun. */
void command_help(struct strbuf *out, const char *noun);
/* Shell completion for bash, from the table. */
void command_completion(struct strbuf *out);

/* The functions of the table, by file. */
#define COMMAND(name) bool name(struct cli *cli, struct err *err)
COMMAND(cmd_init);
COMMAND(cmd_goal_set);
COMMAND(cmd_goal_show);
COMMAND(cmd_goal_undo);
COMMAND(cmd_role_list);
COMMAND(cmd_industry_list);
COMMAND(cmd_import);
COMMAND(cmd_posting_list);
COMMAND(cmd_posting_show);
COMMAND(cmd_posting_skills);
COMMAND(cmd_posting_hide);
COMMAND(cmd_posting_unhide);
COMMAND(cmd_gap);
COMMAND(cmd_plan);
COMMAND(cmd_plan_skip);
COMMAND(cmd_plan_pin);
COMMAND(cmd_plan_later);
COMMAND(cmd_plan_undo);
COMMAND(cmd_today);
COMMAND(cmd_search);
COMMAND(cmd_skill_list);
COMMAND(cmd_skill_show);
COMMAND(cmd_log);
COMMAND(cmd_log_list);
COMMAND(cmd_log_undo);
COMMAND(cmd_evidence_add);
COMMAND(cmd_evidence_list);
COMMAND(cmd_evidence_undo);
COMMAND(cmd_export);
COMMAND(cmd_restore);
COMMAND(cmd_backup);
COMMAND(cmd_check);
COMMAND(cmd_rebuild);
COMMAND(cmd_setting_list);
COMMAND(cmd_setting_set);
COMMAND(cmd_serve);
COMMAND(cmd_demo);
COMMAND(cmd_job_import);
COMMAND(cmd_worker);
COMMAND(cmd_help);
COMMAND(cmd_completion);

#endif
