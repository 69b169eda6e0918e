/* Within src/cli only: what the commands of applications share. */
#ifndef CLI_CMD_JOB_H
#define CLI_CMD_JOB_H

#include "base/js.h"
#include "cli/command.h"
#include "domain/job/application.h"

/* The i-th argument as an id. */
bool job_arg(struct cli *cli, size_t i, int64_t *ret, struct err *err) MUST_USE;
/* An option's day; DAY_NONE when it was not given. */
bool job_day(const struct cli *cli, const char *name, int32_t *ret, struct err *err) MUST_USE;

COMMAND(cmd_job_apply);
COMMAND(cmd_job_packet);
COMMAND(cmd_job_export);

#endif
