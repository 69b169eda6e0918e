/* Within src/web only: the handlers that the route table names. */
#ifndef WEB_PAGE_IMPL_H
#define WEB_PAGE_IMPL_H

#include "web/page.h"

/* Gives the browser a new session; owners: see gate_new_session. */
void page_set_session(struct page *p, bool owners);

page_handler page_asset;
page_handler page_icon;
page_handler page_start_key;
page_handler page_keys;
page_handler page_today;
/* Whichever page the form's field `back` names, shown again. */
page_handler page_back;
page_handler page_first;
page_handler page_map;
page_handler page_skill;
page_handler page_goal;
page_handler page_plan;
page_handler page_postings;
page_handler page_posting;
page_handler page_import;
page_handler page_import_run;
page_handler page_data;
page_handler page_settings;

page_handler post_goal;
page_handler post_first;
page_handler post_minutes;
page_handler post_minutes_undo;
page_handler post_evidence;
page_handler post_evidence_undo;
page_handler post_override;
page_handler post_override_undo;
page_handler post_posting_hide;
page_handler post_import;
page_handler post_import_stop;
page_handler post_backup;
page_handler post_export;
page_handler post_restore;
page_handler post_check;
page_handler post_settings;

/* Says so when an appointment to come falls on a time that is taken; 0: no time yet. */
bool calendar_clash_print(struct page *p, int64_t start_ms, int64_t minutes, struct err *err) MUST_USE;
/* When the person is busy in the two weeks around it. */
bool calendar_near_print(struct page *p, int64_t start_ms, struct err *err) MUST_USE;
struct due_view;
/* What stands on the page of today. */
bool due_for_today(struct page *p, struct due_view *v, struct err *err) MUST_USE;
extern const struct web_part search_part;
extern const struct web_part due_part;
extern const struct web_part person_part;
extern const struct web_part people_part;
extern const struct web_part company_part;
extern const struct web_part calendar_part;
extern const struct web_part offer_part;
extern const struct web_part report_part;
/* What talks and feedback said of a skill, for its page; page_research.c. */
bool skill_said_section(struct page *p, int skill, struct err *err) MUST_USE;

extern const struct web_part tracker_part;
extern const struct web_part informational_part;
extern const struct web_part interview_part;
extern const struct web_part research_part;
extern const struct web_part texts_part;
extern const struct web_part resume_part;
extern const struct web_part resume_version_part;
extern const struct web_part route_part;
extern const struct web_part letter_part;
extern const struct web_part capture_part;
extern const struct web_part board_part;
extern const struct web_part job_part;
extern const struct web_part packet_part;
extern const struct web_part job_table_part;

/* Makes w->ex, the reader of skills, when it is not there yet. */
bool web_extractor(struct page *p, struct err *err) MUST_USE;

/* Forgets what was counted of the postings; after every change. */
void posting_facts_drop(struct web *w);
void job_facts_drop(struct web *w);
void report_kept_drop(struct web *w);
/* The counts of the filters and of the data page, computed when the kept ones no longer hold. */
bool posting_facts_get(struct page *p, const struct posting_facts **ret, struct err *err) MUST_USE;

/* Begins an import beside the server, if none goes on; the answer leads to its page. pasted: what to show again when it
 * comes to nothing. */
struct import_input;
bool import_begin(struct page *p, const struct import_input *in, size_t n, struct str pasted, struct err *err) MUST_USE;

/* At most so many forms with a bookmark's key a minute, right or wrong. */
#define KEYS_A_MINUTE 30
/* Counts one; false when it is one too many. */
bool key_may_try(struct web *w);

/* Forgets how things stood when the newest import began. */
void import_before_drop(struct web *w);

/* Once per tick: collects an import that has ended. */
void import_tick(struct web *w);

#endif
