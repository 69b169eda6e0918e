/*
 * Referrals: somebody inside speaks for me. Asked, agreed, submitted, declined are dated, append-only events; where a
 * referral stands is what the last of them says.
 */
#ifndef DOMAIN_JOB_REFERRAL_H
#define DOMAIN_JOB_REFERRAL_H

#include "base/err.h"
#include "domain/ctx.h"

enum referral_kind { REFERRAL_ASKED, REFERRAL_AGREED, REFERRAL_SUBMITTED, REFERRAL_DECLINED, REFERRAL__COUNT };
extern const char *const referral_kind_names[REFERRAL__COUNT];

struct referral {
	int64_t id;
	int64_t contact_id;
	struct str contact; /* name */
	int64_t company_id; /* 0: not said; so all below */
	int64_t posting_id;
	int64_t application_id;  /* what it changed */
	struct str company;      /* of whichever of the three names one */
	struct str title;        /* of the application or posting */
	struct str stage;        /* of the application */
	enum referral_kind kind; /* where it stands */
	int32_t since_day;
	int64_t at_ms;
};

struct referral_event {
	int64_t id;
	enum referral_kind kind;
	int32_t on_day;
	struct str note;
};

/* What a list is of; 0: any. */
struct referral_filter {
	int64_t contact_id;
	int64_t posting_id;
	int64_t application_id;
	struct str company; /* by its key; may be empty */
};

bool referral_kind_parse(struct str s, enum referral_kind *ret, struct err *err) MUST_USE;

/* Begins one with the event "asked". company may be empty when there is a posting or an application; one of the three
 * is needed. */
bool referral_ask(struct ctx *c, const struct referral *r, struct str company, int32_t on_day, struct str note,
                  int64_t *ret_id, struct err *err) MUST_USE;
/* ERR_INVALID for a day before it was asked, or in the future. */
bool referral_event_add(struct ctx *c, int64_t referral, enum referral_kind kind, int32_t on_day, struct str note,
                        int64_t *ret_id, struct err *err) MUST_USE;
/* Undoing "asked" undoes the referral. */
bool referral_event_undo(struct ctx *c, int64_t event, bool back, struct err *err) MUST_USE;
/* Says which application it led to; 0: none. */
bool referral_link(struct ctx *c, int64_t referral, int64_t application, struct err *err) MUST_USE;
bool referral_get(struct ctx *c, int64_t id, struct referral *ret, struct err *err) MUST_USE;
/* Newest first. */
bool referral_list(struct ctx *c, const struct referral_filter *f, struct referral **ret, size_t *ret_n,
                   struct err *err) MUST_USE;
/* Oldest first. */
bool referral_events(struct ctx *c, int64_t referral, struct referral_event **ret, size_t *ret_n,
                     struct err *err) MUST_USE;

#endif
