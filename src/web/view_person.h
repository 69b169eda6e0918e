/* Within src/web only: what the pages of people and companies are given. */
#ifndef WEB_VIEW_PERSON_H
#define WEB_VIEW_PERSON_H

#include "domain/job/referral.h"
#include "domain/person/company.h"
#include "domain/person/contact.h"
#include "domain/person/interaction.h"
#include "domain/person/introduction.h"
#include "domain/person/merge.h"
#include "exchange/contact_import.h"
#include "format/card_field.h"
#include "web/job_section.h"
#include "web/page.h"

struct people_view {
	struct contact_filter f;
	struct contact *list;
	size_t n;
	int64_t total;
	int64_t n_all;
	int64_t n_due;
	bool first_page;
	bool more;
	struct str start;
	struct str next;
};

struct person_line {
	struct interaction i;
	struct html note;
};

struct person_view {
	struct contact k;
	struct html note;
	struct person_line *log;
	size_t n_log;
	struct introduction *intro;
	size_t n_intro;
	struct referral *referrals;
	size_t n_referrals;
	struct contact_edit *edits;
	size_t n_edits;
};

/* Whom one knows at a company: a list with a heading, or a word when there is nobody. */
struct known_view {
	struct str company;
	struct known_at *list;
	size_t n;
	int64_t posting_id; /* what one could be referred for; 0: none */
	int64_t application_id;
};

struct companies_view {
	struct str search;
	struct company *list;
	size_t n;
	bool first_page;
	bool more;
	struct str next;
};

struct company_view {
	struct company o;
	struct html note;
	struct known_view known;
	struct referral *referrals;
	size_t n_referrals;
};

/* Whom one knows at the company of a posting or application (0: neither); NULL when no company is named. */
bool known_view_get(struct page *p, struct str company, int64_t posting, int64_t application,
                    const struct known_view **ret, struct err *err) MUST_USE;
/* The same beside an application, with its referrals. */
job_section known_aside;

#endif
