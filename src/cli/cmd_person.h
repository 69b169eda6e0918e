/* Within src/cli only: what the commands of person share. A noun stands in one table, that of
 * cmd_person.c; cmd_people.c and cmd_referral.c have functions of it. */
#ifndef CLI_CMD_PERSON_H
#define CLI_CMD_PERSON_H

#include "cli/command.h"

/* A day from an option. */
bool cli_day(const struct cli *cli, const char *option, int32_t fallback, int32_t *ret, struct err *err) MUST_USE;
/* The contact that a word names; ERR_NOT_FOUND. */
bool cli_person(struct cli *cli, const char *text, int64_t *ret, struct err *err) MUST_USE;
/* "Logged (undo: cairn person undo 5)", or the id as JSON. undo 0: nothing was done. */
void cli_did(struct cli *cli, const char *what, int64_t undo, const char *noun);

COMMAND(cmd_person_at);
COMMAND(cmd_person_merge);
COMMAND(cmd_person_unmerge);
COMMAND(cmd_person_duplicates);
COMMAND(cmd_person_apart);
COMMAND(cmd_person_import);
COMMAND(cmd_person_export);
COMMAND(cmd_company_list);
COMMAND(cmd_company_show);
COMMAND(cmd_company_edit);
COMMAND(cmd_company_undo);
COMMAND(cmd_referral_ask);
COMMAND(cmd_referral_agree);
COMMAND(cmd_referral_submit);
COMMAND(cmd_referral_decline);
COMMAND(cmd_referral_link);
COMMAND(cmd_referral_list);
COMMAND(cmd_referral_undo);

#endif
