/* Every address there is. */
#include "web/page_impl.h"

static const struct form_field goal_fields[] = {
    {"start_role", "where you are", FIELD_TEXT, false, 0, 64},
    {"start_industry", "your industry now", FIELD_TEXT, false, 0, 64},
    {"role", "the role you want", FIELD_TEXT, true, 0, 64},
    {"industry", "the industry you want", FIELD_TEXT, false, 0, 64},
    {"hours", "hours a week", FIELD_TEXT, true, 0, 8},
    {"by", "by when", FIELD_DAY, false, 0, 0},
    {"level.", "a skill's level", FIELD_MANY, false, 0, 1},
    FIELDS_END,
};

static const struct form_field minutes_fields[] = {
    {"skill", "the skill", FIELD_TEXT, true, 0, 64},
    {"minutes", "minutes", FIELD_INT, true, 1, 1440},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};

static const struct form_field evidence_fields[] = {
    {"skill", "the skill", FIELD_TEXT, true, 0, 64},
    {"level", "the level", FIELD_INT, true, 0, 3},
    {"kind", "the kind", FIELD_TEXT, true, 0, 32},
    {"on", "the day", FIELD_DAY, false, 0, 0},
    {"url", "the address", FIELD_TEXT, false, 0, 2048},
    {"note", "the note", FIELD_LINES, false, 0, 10000},
    FIELDS_END,
};

static const struct form_field override_fields[] = {
    {"skill", "the skill", FIELD_TEXT, true, 0, 64},
    {"action", "the action", FIELD_TEXT, true, 0, 16},
    {"until", "until when", FIELD_DAY, false, 0, 0},
    FIELDS_END,
};

static const struct form_field hide_fields[] = {
    {"hidden", "put aside or not", FIELD_INT, true, 0, 1},
    FIELDS_END,
};

static const struct form_field import_fields[] = {
    {"text", "the pasted text", FIELD_LINES, false, 0, (int64_t)1 << 20},
    FIELDS_END,
};

static const struct form_field settings_fields[] = {
    {"set.", "a setting", FIELD_MANY, false, 0, 4096},
    FIELDS_END,
};

static const struct route core_routes[] = {
    {HTTP_GET, "/a/{id}", page_asset, WHO_ANY, NULL, NULL, 0, "The style sheet and the script, by their hash."},
    {HTTP_GET, "/favicon.ico", page_icon, WHO_ANY, NULL, NULL, 0, "The icon."},
    {HTTP_GET, "/start", page_start_key, WHO_ANY, NULL, NULL, 0, "Begins a session with the key serve printed."},
    PAGE("/", page_today, "What to do now."),
    PAGE("/welcome", page_first, "The first run: where you are, where you want to be, hours a week."),
    FORM("/welcome", post_first, goal_fields, page_first, "Sets the first goal and shows the plan."),
    PAGE("/map", page_map, "The skill map, coloured by ability or freshness."),
    PAGE("/skills/{id}", page_skill, "One skill: what it is, what shows it, who asks for it."),
    PAGE("/goal", page_goal, "The goal, to change it."),
    FORM("/goal", post_goal, goal_fields, page_goal, "Sets the goal anew."),
    PAGE("/plan", page_plan, "The week, the way, and why."),
    FORM("/override", post_override, override_fields, page_back, "Skips, pins or puts off a skill."),
    FORM("/override/{id}/undo", post_override_undo, NULL, NULL, "Takes an override back."),
    FORM("/minutes", post_minutes, minutes_fields, page_back, "Logs minutes spent on a skill."),
    FORM("/minutes/{id}/undo", post_minutes_undo, NULL, NULL, "Takes logged minutes back."),
    FORM("/evidence", post_evidence, evidence_fields, page_back, "Records evidence for a skill."),
    FORM("/evidence/{id}/undo", post_evidence_undo, NULL, NULL, "Takes evidence back."),
    PAGE("/postings", page_postings, "Postings: search, filter, sort."),
    PAGE("/postings/{id}", page_posting, "One posting: its words, its skills, the match."),
    FORM("/postings/{id}/hide", post_posting_hide, hide_fields, page_posting, "Puts a posting aside or takes it back."),
    PAGE("/import", page_import, "Bring postings in: files or pasted text."),
    FILES("/import", post_import, import_fields, page_import, "Starts an import of files or text."),
    PAGE("/import/{id}", page_import_run, "How far an import is, or what it found."),
    FORM("/import/{id}/stop", post_import_stop, NULL, page_import_run, "Stops an import."),
    PAGE("/data", page_data, "Where the data is; copies, export, restore."),
    FORM("/data/backup", post_backup, NULL, page_data, "Makes a checked copy now."),
    FORM("/data/export", post_export, NULL, page_data, "Gives everything as one file."),
    FILES("/data/restore", post_restore, NULL, page_data, "Merges an exported file in."),
    FORM("/data/check", post_check, NULL, page_data, "Checks the database from end to end."),
    PAGE("/settings", page_settings, "Preferences."),
    FORM("/settings", post_settings, settings_fields, page_settings, "Saves preferences."),
    PAGE("/keys", page_keys, "The keys."),
};

static const struct notice core_notices[] = {
    {"minutes", "Minutes logged.", "/minutes/{id}/undo"},
    {"evidence", "Evidence recorded.", "/evidence/{id}/undo"},
    {"override", "The plan follows your word.", "/override/{id}/undo"},
    {"undone", "Taken back.", NULL},
    {"goal", "Goal saved. This is your plan.", NULL},
    {"hidden", "Put aside. It no longer moves the plan.", NULL},
    {"shown", "Taken back into the list.", NULL},
    {"backup", "Copy made and checked.", NULL},
    {"stopped", "The import stops; it has changed nothing.", NULL},
    {"settings", "Settings saved.", NULL},
};

static WEB_PART(core_part, core_routes, core_notices);

/* clang-format off */
/* One a line. */
static const struct web_part *const parts[] = {
    &core_part,
    &search_part,
    &board_part,
    &job_table_part,
    &tracker_part, /* before /jobs/{id} */
    &job_part,
    &packet_part,
    &due_part,
    &people_part,
    &person_part,
    &company_part,
    &calendar_part,
    &offer_part,
    &report_part,
    &informational_part,
    &interview_part,
    &research_part,
    &texts_part,
    &resume_part,
    &resume_version_part,
    &route_part,
    &letter_part,
    &capture_part,
};
/* clang-format on */

const struct route *
route_at(size_t i)
{
	for (size_t k = 0; k < ARRAY_LEN(parts); k++) {
		if (i < parts[k]->n_routes)
			return &parts[k]->routes[i];
		i -= parts[k]->n_routes;
	}
	return NULL;
}

const struct notice *
notice_find(struct str name)
{
	for (size_t k = 0; k < ARRAY_LEN(parts); k++)
		for (size_t i = 0; i < parts[k]->n_notices; i++)
			if (str_eq(name, str_of(parts[k]->notices[i].name)))
				return &parts[k]->notices[i];
	return NULL;
}
