/*
 * The table of commands. Parsing, help, completion and the manual page read it; tests walk it.
 */
#include "cli/command.h"

/* clang-format off */
/* One command reads as one paragraph: noun, verb, arguments and how many, options, needs, function, help. */

#define O_DAY  {"on", "DATE", "the day it was (YYYY-MM-DD; default today)"}
#define O_UNDO {"redo", NULL, "bring back what was undone"}

static const struct command core_commands[] = {
	{"init", NULL, "", 0, 0, {{0}}, NEEDS_CREATE, cmd_init,
	 "Make the file of data, or bring an older one up to date."},
	{"today", NULL, "", 0, 0, {{0}}, NEEDS_DB, cmd_today,
	 "What to do now, and why."},
	{"goal", "set", "", 0, 0,
	 {{"role", "ROLE", "the job you want (cairn role list)"},
	  {"industry", "INDUSTRY", "where you want to do it (cairn industry list)"},
	  {"hours", "N", "hours a week you have"},
	  {"by", "DATE", "when you want to be there"},
	  {"from", "ROLE", "where you are: its skills are taken as a start"},
	  {"from-industry", "INDUSTRY", "the industry you know"},
	  {"claim", "SKILL=LEVEL,...", "corrections: levels 0 to 3 you have by your own word"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_goal_set,
	 "Say where you are and where you want to be."},
	{"goal", "show", "", 0, 0, {{0}}, NEEDS_DB, cmd_goal_show,
	 "The goal that counts now."},
	{"goal", "undo", "", 0, 0, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_goal_undo,
	 "Go back to the goal before."},
	{"role", "list", "", 0, 0, {{0}}, NEEDS_NOTHING, cmd_role_list,
	 "The roles of the map."},
	{"industry", "list", "", 0, 0, {{0}}, NEEDS_NOTHING, cmd_industry_list,
	 "The industries of the map."},
	{"import", NULL, "FILE|DIR|-...", 0, CLI_ARGS_MAX,
	 {{"dry-run", NULL, "report what would happen and change nothing"},
	  {"run", "ID", "internal: carry out an import that a page began"}},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_import,
	 "Read job postings from files, folders or standard input."},
	{"posting", "list", "", 0, 0,
	 {{"search", "WORDS", "words in title, company, place or skills"},
	  {"role", "ROLE", "only of this role"},
	  {"skill", "SKILL", "only those that ask for it"},
	  {"workplace", "KIND", "onsite, hybrid or remote"},
	  {"switch", "KIND", "same, role, industry or both: what you would change; or unknown"},
	  {"sort", "ORDER", "newest, company or title"},
	  {"limit", "N", "at most so many (default 50)"},
	  {"hidden", NULL, "those put aside"}},
	 NEEDS_DB, cmd_posting_list,
	 "The postings, newest first."},
	{"posting", "show", "ID", 1, 1, {{0}}, NEEDS_DB, cmd_posting_show,
	 "One posting: fields, skills, your match, its text."},
	{"posting", "skills", "FILE|-", 1, 1,
	 {{"beyond", NULL, "also knowledge that is asked for and not on the map; it has no id"}},
	 NEEDS_NOTHING, cmd_posting_skills,
	 "Read a text and print each skill found, with its place and sentence."},
	{"posting", "hide", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_posting_hide,
	 "Put a posting aside; it moves no demand."},
	{"posting", "unhide", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_posting_unhide,
	 "Take it back."},
	{"search", NULL, "WORDS", 1, 1, {{0}}, NEEDS_DB, cmd_search,
	 "Find words in skills, applications, people, companies and postings."},
	{"gap", NULL, "", 0, 0, {{0}}, NEEDS_DB, cmd_gap,
	 "What the goal asks for, what you have, and what is between."},
	{"plan", NULL, "", 0, 0,
	 {{"week", NULL, "only this week's tasks"},
	  {"all", NULL, "every step of the way"}},
	 NEEDS_DB, cmd_plan,
	 "This week's tasks with their reasons, and the way to the goal."},
	{"plan", "skip", "SKILL", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_plan_skip,
	 "Leave a skill out of the plan."},
	{"plan", "pin", "SKILL", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_plan_pin,
	 "Put a skill first."},
	{"plan", "later", "SKILL", 1, 1, {{"until", "DATE", "not before this day"}}, NEEDS_DB | NEEDS_WRITE, cmd_plan_later,
	 "Put a skill off."},
	{"plan", "undo", "ID", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_plan_undo,
	 "Take an override back."},
	{"skill", "list", "", 0, 0, {{0}}, NEEDS_NOTHING, cmd_skill_list,
	 "The skills of the map."},
	{"skill", "show", "SKILL", 1, 1, {{0}}, NEEDS_DB | NEEDS_IF_ANY, cmd_skill_show,
	 "One skill: what it is, what it needs and opens, where to learn it, what you have shown."},
	{"log", NULL, "MINUTES SKILL [NOTE]", 2, 3, {O_DAY}, NEEDS_CREATE | NEEDS_WRITE, cmd_log,
	 "Log minutes spent on a skill."},
	{"log", "list", "", 0, 0, {{0}}, NEEDS_DB, cmd_log_list,
	 "What was logged, newest first."},
	{"log", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_log_undo,
	 "Undo a log entry."},
	{"evidence", "add", "SKILL", 1, 1,
	 {{"level", "N", "1 explain, 2 use, 3 build"},
	  {"kind", "KIND", "claim, course, work, exercise, project or exam"},
	  {"url", "URL", "where it can be seen"},
	  {"note", "TEXT", "what it was"},
	  O_DAY},
	 NEEDS_CREATE | NEEDS_WRITE, cmd_evidence_add,
	 "Record what shows a skill."},
	{"evidence", "list", "", 0, 0, {{"skill", "SKILL", "only of this skill"}}, NEEDS_DB, cmd_evidence_list,
	 "What was recorded, newest first."},
	{"evidence", "undo", "ID", 1, 1, {O_UNDO}, NEEDS_DB | NEEDS_WRITE, cmd_evidence_undo,
	 "Undo a record of evidence."},
	{"export", NULL, "FILE.tar.zst", 1, 1, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_export,
	 "Write everything into one archive."},
	{"restore", NULL, "FILE", 1, 1, {{0}}, NEEDS_CREATE | NEEDS_WRITE, cmd_restore,
	 "Merge an archive into the data."},
	{"backup", NULL, "", 0, 0,
	 {{"dir", "FOLDER", "where to (default: backups beside the file)"},
	  {"list", NULL, "the copies there are"}},
	 NEEDS_DB, cmd_backup,
	 "Copy the file, verified; older copies are rotated."},
	{"check", NULL, "", 0, 0, {{0}}, NEEDS_DB, cmd_check,
	 "Check that the data is whole."},
	{"rebuild", NULL, "", 0, 0, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_rebuild,
	 "Compute again everything that is derived."},
	{"setting", "list", "", 0, 0, {{0}}, NEEDS_DB, cmd_setting_list,
	 "Preferences and their values."},
	{"setting", "set", "NAME VALUE", 2, 2, {{0}}, NEEDS_DB | NEEDS_WRITE, cmd_setting_set,
	 "Change a preference."},
	{"serve", NULL, "", 0, 0,
	 {{"listen", "HOST:PORT", "where to listen (default 127.0.0.1:8042)"},
	  {"host", "NAME", "a further name it may be called by"},
	  {"assets", "DIR", "internal: style and scripts from a folder"}},
	 NEEDS_NOTHING, cmd_serve,
	 "Serve the pages."},
	{"demo", NULL, "", 0, 0,
	 {{"listen", "HOST:PORT", "where to listen (default 127.0.0.1:8042)"},
	  {"fill", NULL, "only fill the file named by --db and end"}},
	 NEEDS_NOTHING, cmd_demo,
	 "Serve a filled example life from a file that is thrown away."},
	{"worker", NULL, "KIND [NAME]", 1, 2, {{0}}, NEEDS_NOTHING, cmd_worker,
	 "Internal: read a file under lock and key."},
	{"completion", NULL, "", 0, 0, {{0}}, NEEDS_NOTHING, cmd_completion,
	 "Completion for bash, to be sourced."},
	{"help", NULL, "[COMMAND]", 0, 1, {{0}}, NEEDS_NOTHING, cmd_help,
	 "What the commands are."},
};
/* clang-format on */

static const COMMAND_GROUP(core_group, "Goal, plan, postings, data", core_commands);

/* clang-format off */
static const struct command_group *const groups[] = {
	&core_group,
	&job_group,
	&due_group,
	&route_group,
	&leave_group,
	&person_group,
	&resume_group,
	&letter_group,
	&offer_group,
	&calendar_group,
	&interview_group,
	&desk_group,
	&research_group,
    &core_group,
    &due_group,
    &calendar_group,
    &route_group,
    &capture_group,
    &offer_group,
	&report_group,
};
/* clang-format on */

const struct command *
command_at(size_t i)
{
	for (size_t k = 0; k < ARRAY_LEN(groups); k++) {
		if (i < groups[k]->n)
			return &groups[k]->commands[i];
		i -= groups[k]->n;
	}
	return NULL;
}

const char *
command_group_title(const struct command *c)
{
	for (size_t k = 0; k < ARRAY_LEN(groups); k++)
		if (c >= groups[k]->commands && c < groups[k]->commands + groups[k]->n)
			return groups[k]->title;
	return "";
}
