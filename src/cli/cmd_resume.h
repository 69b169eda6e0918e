/* Within src/cli only: what the commands of the résumé share. */
#ifndef CLI_CMD_RESUME_H
#define CLI_CMD_RESUME_H

#include "cli/command.h"

bool resume_arg_id(const struct cli *cli, size_t i, int64_t *ret, struct err *err) MUST_USE;
/* ERR_INVALID with the usage when fewer arguments are there. */
bool resume_arg_count(const struct cli *cli, size_t least, const char *usage, struct err *err) MUST_USE;
/* --version, a number or a name; 0 without. */
bool resume_option_version(struct cli *cli, int64_t *ret, struct err *err) MUST_USE;
/* Says what was done and how it is taken back. Always true. */
bool resume_said(struct cli *cli, int64_t id, int64_t change);

COMMAND(cmd_resume_version);
/* `resume show --for`: the version against a posting. */
bool resume_show_for(struct cli *cli, int64_t version, struct err *err) MUST_USE;

#endif
