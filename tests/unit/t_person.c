/*
 * People: companies by their key, contacts with edits that can be undone, interactions, who knows whom.
 */
#include "life.h"

#include "domain/job/referral.h"
#include "domain/person/company.h"
#include "domain/person/contact.h"
#include "domain/person/interaction.h"
#include "domain/person/introduction.h"
#include "domain/person/merge.h"

#define DAY 20577 /* 2026-05-04, a Monday */

static struct card
card_of(struct life *l, const char *name, const char *company, const char *email)
{
	struct card k = card_none();

	k.name = str_of(name);
	if (company != NULL)
		card_job_add(&l->a, &k)->company = str_of(company);
	if (email != NULL)
		card_item_add(&l->a, &k, CARD_EMAIL, str_of(email));
	return k;
}

static int64_t
person(struct life *l, const char *name, const char *company, const char *email)
{
	struct card k = card_of(l, name, company, email);
	int64_t id, edit;

	life_tick(l);
	assert_ok(contact_add(&l->c, &k, &id, &edit, &l->err), l->err);
	return id;
}

static void
companies(void **state)
{
	struct life l;
	struct company o, *list;
	int64_t id, again, edit;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	assert_str(company_key(&l.a, STR("The ACME, Inc.")), "acme");
	assert_str(company_key(&l.a, STR("...")), "");
	{
		CLEANUP(db_tx_end) struct db_tx tx = {0};

		assert_ok(db_tx_begin(l.c.db, &tx, &l.err), l.err);
		assert_ok(company_ensure(&l.c, STR("Acme, Inc."), &id, &l.err), l.err);
		assert_ok(company_ensure(&l.c, STR("ACME GmbH"), &again, &l.err), l.err);
		assert_int_equal(id, again);
		assert_ok(company_ensure(&l.c, STR("Globex"), &again, &l.err), l.err);
		assert_fails(company_ensure(&l.c, STR("?"), &again, &l.err), l.err, ERR_INVALID);
		assert_ok(db_tx_commit(&tx, &l.err), l.err);
	}
	assert_ok(company_list(&l.c, &(struct company_filter){.n = 10}, &list, &n, &l.err), l.err);
	assert_int_equal(n, 2);
	assert_ok(company_get(&l.c, id, &o, &l.err), l.err);
	assert_str(o.name, "Acme, Inc.");
	o.size = STR("small");
	o.note = STR("Makes *everything*.");
	assert_ok(company_save(&l.c, &o, &edit, &l.err), l.err);
	assert_fails(company_save(&l.c, &o, &edit, &l.err), l.err, ERR_CONFLICT);
	assert_ok(company_get(&l.c, id, &o, &l.err), l.err);
	assert_str(o.size, "small");
	o.name = STR("globex");
	assert_fails(company_save(&l.c, &o, &edit, &l.err), l.err, ERR_CONFLICT);
	o.name = STR("Acme Widgets");
	o.size = STR("huge");
	assert_fails(company_save(&l.c, &o, &edit, &l.err), l.err, ERR_INVALID);
	o.size = STR("large");
	assert_ok(company_save(&l.c, &o, &again, &l.err), l.err);
	assert_ok(company_undo(&l.c, again, &l.err), l.err);
	assert_fails(company_undo(&l.c, again, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(company_get(&l.c, id, &o, &l.err), l.err);
	assert_str(o.name, "Acme, Inc.");
	assert_str(o.size, "small");
	life_end(&l);
}

static void
edits(void **state)
{
	struct life l;
	struct contact k;
	struct card card;
	struct contact_edit *list;
	int64_t id, first, second, third;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	card = card_of(&l, "Dana Kim", "Acme", "Dana@Acme.example");
	assert_ok(contact_add(&l.c, &card, &id, &first, &l.err), l.err);
	assert_ok(contact_get(&l.c, id, &k, &l.err), l.err);
	assert_str(k.name, "Dana Kim");
	assert_str(k.company, "Acme");
	assert_int_equal(k.tie, CARD_TIE_NONE);
	assert_int_equal(k.uid.n, strlen("urn:uuid:") + 36);
	/* Two edits, a third with an old version. */
	card = k.card;
	card.tie = 2;
	card.note = STR("Likes cats.");
	card_item_add(&l.a, &card, CARD_TAG, STR("Recruiter"));
	assert_ok(contact_save(&l.c, id, k.version, &card, &second, &l.err), l.err);
	assert_fails(contact_save(&l.c, id, k.version, &card, &third, &l.err), l.err, ERR_CONFLICT);
	assert_ok(contact_get(&l.c, id, &k, &l.err), l.err);
	card = k.card;
	card.jobs.p[0].company = STR("Globex");
	assert_ok(contact_save(&l.c, id, k.version, &card, &third, &l.err), l.err);
	assert_ok(contact_get(&l.c, id, &k, &l.err), l.err);
	assert_str(k.company, "Globex");
	assert_int_equal(k.tie, 2);
	/* The same again is no edit. */
	card = k.card;
	int64_t none;
	assert_ok(contact_save(&l.c, id, k.version, &card, &none, &l.err), l.err);
	assert_int_equal(none, 0);
	assert_ok(contact_edits(&l.c, id, &list, &n, &l.err), l.err);
	assert_int_equal(n, 3);
	/* Undone one by one, the newest first. */
	assert_fails(contact_undo(&l.c, second, &l.err), l.err, ERR_CONFLICT);
	assert_ok(contact_undo(&l.c, third, &l.err), l.err);
	assert_ok(contact_undo(&l.c, second, &l.err), l.err);
	assert_ok(contact_get(&l.c, id, &k, &l.err), l.err);
	assert_str(k.company, "Acme");
	assert_int_equal(k.tie, CARD_TIE_NONE);
	assert_int_equal(k.card.items.n, 1);
	assert_ok(contact_delete(&l.c, id, &third, &l.err), l.err);
	assert_fails(contact_get(&l.c, id, &k, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(contact_undo(&l.c, third, &l.err), l.err);
	assert_ok(contact_undo(&l.c, first, &l.err), l.err);
	assert_fails(contact_get(&l.c, id, &k, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

static void
refusals(void **state)
{
	struct life l;
	struct card card = card_none();
	int64_t id, edit;

	(void)state;
	life_begin(&l, DAY);
	assert_fails(contact_add(&l.c, &card, &id, &edit, &l.err), l.err, ERR_INVALID);
	card = card_of(&l, "A", NULL, NULL);
	card.tie = 9;
	assert_fails(contact_add(&l.c, &card, &id, &edit, &l.err), l.err, ERR_INVALID);
	card = card_of(&l, "A", "B", NULL);
	card.jobs.p[0].from_day = DAY;
	card.jobs.p[0].to_day = DAY - 1;
	assert_fails(contact_add(&l.c, &card, &id, &edit, &l.err), l.err, ERR_INVALID);
	assert_fails(interaction_add(&l.c, 7, INTERACTION_MET, DAY, STR(""), &id, &l.err), l.err, ERR_NOT_FOUND);
	id = person(&l, "A", NULL, NULL);
	assert_fails(interaction_add(&l.c, id, INTERACTION_MET, DAY + 1, STR(""), &edit, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

static void
names(void **state)
{
	struct life l;
	int64_t kim, lee, id;

	(void)state;
	life_begin(&l, DAY);
	kim = person(&l, "Dàna Kim", "Acme", "Dana@Acme.example");
	lee = person(&l, "李 明", "Globex", NULL);
	assert_ok(contact_find_name(&l.c, STR("kim, dana"), &id, &l.err), l.err);
	assert_true(id == kim);
	assert_ok(contact_find_name(&l.c, STR("dana@acme.EXAMPLE"), &id, &l.err), l.err);
	assert_true(id == kim);
	assert_ok(contact_find_name(&l.c, STR("Globex"), &id, &l.err), l.err);
	assert_true(id == lee);
	assert_ok(contact_find_name(&l.c, STR("李"), &id, &l.err), l.err);
	assert_true(id == lee);
	assert_ok(contact_find_name(&l.c, STR("nobody"), &id, &l.err), l.err);
	assert_true(id == 0);
	assert_fails(contact_need_name(&l.c, STR("nobody"), &id, &l.err), l.err, ERR_NOT_FOUND);
	person(&l, "Dana Kim", NULL, NULL);
	assert_fails(contact_find_name(&l.c, STR("Dana Kim"), &id, &l.err), l.err, ERR_CONFLICT);
	life_end(&l);
}

static void
list_and_rhythm(void **state)
{
	struct life l;
	struct contact_filter f = {.tie_min = CARD_TIE_NONE};
	struct contact *list;
	struct contact k;
	struct card card;
	int64_t zoe, ana, bob, edit, id, count;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	zoe = person(&l, "Zoë Adams", "Acme", NULL);
	ana = person(&l, "Ana Baker", "Globex", NULL);
	bob = person(&l, "Bob Clark", NULL, "bob@x.example");
	assert_ok(contact_get(&l.c, ana, &k, &l.err), l.err);
	card = k.card;
	card.rhythm_days = 30;
	card_item_add(&l.a, &card, CARD_TAG, STR("PyData"));
	assert_ok(contact_save(&l.c, ana, k.version, &card, &edit, &l.err), l.err);
	assert_ok(contact_list(&l.c, &f, (struct contact_after){0}, 10, &list, &n, &l.err), l.err);
	assert_int_equal(n, 3);
	assert_true(list[0].id == ana && list[1].id == bob && list[2].id == zoe);
	assert_int_equal(list[0].due_day, DAY + 30);
	/* Pages. */
	assert_ok(
	    contact_list(&l.c, &f, (struct contact_after){.id = list[0].id, .key = list[0].key}, 1, &list, &n, &l.err),
	    l.err);
	assert_true(n == 1 && list[0].id == bob);
	/* Search, folded; tag. */
	f.search = STR("zoe acme");
	assert_ok(contact_list(&l.c, &f, (struct contact_after){0}, 10, &list, &n, &l.err), l.err);
	assert_true(n == 1 && list[0].id == zoe);
	f = (struct contact_filter){.tie_min = CARD_TIE_NONE, .tag = STR("pydata")};
	assert_ok(contact_count(&l.c, &f, &count, &l.err), l.err);
	assert_int_equal(count, 1);
	/* A call moves what is due, back-dated too; a note does not; undone it is as before. */
	f = (struct contact_filter){.tie_min = CARD_TIE_NONE, .sort = CONTACT_BY_DUE, .due = true};
	assert_ok(interaction_add(&l.c, ana, INTERACTION_CALL, DAY - 40, STR("Hello"), &id, &l.err), l.err);
	assert_ok(contact_list(&l.c, &f, (struct contact_after){0}, 10, &list, &n, &l.err), l.err);
	assert_true(n == 1 && list[0].due_day == DAY - 10 && list[0].last_day == DAY - 40);
	assert_ok(interaction_add(&l.c, ana, INTERACTION_NOTE, DAY, STR("Hm"), &edit, &l.err), l.err);
	assert_ok(contact_list(&l.c, &f, (struct contact_after){0}, 10, &list, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	f.due = false;
	f.sort = CONTACT_BY_LAST;
	assert_ok(contact_list(&l.c, &f, (struct contact_after){0}, 10, &list, &n, &l.err), l.err);
	assert_true(n == 3 && list[0].id == ana);
	assert_ok(contact_list(&l.c, &f, (struct contact_after){.id = ana, .day = DAY - 40}, 10, &list, &n, &l.err),
	          l.err);
	assert_true(n == 2 && list[0].id == bob);
	assert_ok(interaction_undo(&l.c, id, false, &l.err), l.err);
	assert_ok(contact_get(&l.c, ana, &k, &l.err), l.err);
	assert_true(k.last_day == DAY_NONE && k.due_day == DAY + 30);
	assert_fails(interaction_undo(&l.c, id, false, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(interaction_undo(&l.c, id, true, &l.err), l.err);
	assert_ok(contact_get(&l.c, ana, &k, &l.err), l.err);
	assert_int_equal(k.last_day, DAY - 40);
	life_end(&l);
}

static void
whom_do_i_know(void **state)
{
	struct life l;
	struct introduction i;
	struct known_at *list;
	struct contact k;
	struct card card;
	int64_t dana, lee, old, id, edit;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	dana = person(&l, "Dana Kim", "Acme Inc", NULL);
	lee = person(&l, "Lee Min", "Globex", NULL);
	old = person(&l, "Old Hand", "Initech", NULL);
	assert_ok(contact_get(&l.c, old, &k, &l.err), l.err);
	card = k.card;
	card.tie = 3;
	card_job_add(&l.a, &card)->company = STR("ACME");
	card.jobs.p[1].over = true;
	assert_ok(contact_save(&l.c, old, k.version, &card, &edit, &l.err), l.err);
	assert_ok(contacts_at(&l.c, STR("acme"), &list, &n, &l.err), l.err);
	assert_int_equal(n, 2);
	assert_true(list[0].contact_id == dana && list[0].now && list[0].degree == 1);
	assert_true(list[1].contact_id == old && !list[1].now && list[1].tie == 3);
	/* Second degree: through a contact, and by name only. */
	i = (struct introduction){.contact_id = lee, .other_id = dana, .kind = INTRODUCTION_COULD, .on_day = DAY};
	assert_ok(introduction_add(&l.c, &i, &l.err), l.err);
	i = (struct introduction){.contact_id = lee,
	                          .other = STR("Max"),
	                          .title = STR("CTO"),
	                          .company = STR("Acme"),
	                          .kind = INTRODUCTION_KNOWS,
	                          .on_day = DAY};
	assert_ok(introduction_add(&l.c, &i, &l.err), l.err);
	id = i.id;
	assert_ok(contacts_at(&l.c, STR("Acme"), &list, &n, &l.err), l.err);
	assert_int_equal(n, 4);
	assert_true(list[2].degree == 2 && list[2].through_id == lee && list[2].contact_id == 0);
	assert_str(list[2].name, "Max");
	assert_str(list[2].through, "Lee Min");
	assert_true(list[3].contact_id == dana && list[3].kind == INTRODUCTION_COULD);
	assert_ok(introduction_undo(&l.c, id, false, &l.err), l.err);
	assert_ok(contacts_at(&l.c, STR("Acme"), &list, &n, &l.err), l.err);
	assert_int_equal(n, 3);
	i = (struct introduction){.contact_id = lee, .other_id = lee, .on_day = DAY};
	assert_fails(introduction_add(&l.c, &i, &l.err), l.err, ERR_INVALID);
	life_end(&l);
}

static void
merging(void **state)
{
	struct life l;
	struct duplicate *dup;
	struct interaction *list;
	struct contact a, b, k;
	struct card card;
	int64_t dana, kim, third, edit, merge, id;
	struct str before_a, before_b;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	dana = person(&l, "Dana Kim", "Acme", "dana@acme.example");
	kim = person(&l, "D. Kim", "Globex", "DANA@acme.example");
	third = person(&l, "Kim Dana", "Acme Inc.", NULL);
	person(&l, "Lee Min", "Acme", NULL);
	assert_ok(contact_get(&l.c, kim, &b, &l.err), l.err);
	card = b.card;
	card.note = STR("Second note");
	card.tie = 3;
	card_item_add(&l.a, &card, CARD_PHONE, STR("+49 30 1234567"));
	assert_ok(contact_save(&l.c, kim, b.version, &card, &edit, &l.err), l.err);
	assert_ok(interaction_add(&l.c, kim, INTERACTION_MET, DAY - 3, STR("Lunch"), &id, &l.err), l.err);
	assert_ok(contact_duplicates(&l.c, &dup, &n, &l.err), l.err);
	assert_int_equal(n, 2);
	assert_ok(contact_apart(&l.c, third, dana, &id, &l.err), l.err);
	assert_ok(contact_duplicates(&l.c, &dup, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_true(dup[0].a.id == kim && dup[0].b.id == dana); /* more on the card */
	assert_ok(contact_apart_undo(&l.c, id, &l.err), l.err);
	/* Everything of both. */
	assert_ok(contact_get(&l.c, dana, &a, &l.err), l.err);
	assert_ok(contact_get(&l.c, kim, &b, &l.err), l.err);
	before_a = card_text(&l.a, &a.card);
	before_b = card_text(&l.a, &b.card);
	assert_ok(contact_merge(&l.c, dana, kim, &merge, &l.err), l.err);
	assert_ok(contact_get(&l.c, kim, &k, &l.err), l.err);
	assert_true(k.id == dana && k.tie == 3 && k.last_day == DAY - 3);
	assert_int_equal(k.card.jobs.n, 2);
	assert_int_equal(k.card.items.n, 2);
	assert_str(k.card.nickname, "D. Kim");
	assert_str(k.card.note, "Second note");
	assert_ok(interaction_list(&l.c, dana, &list, &n, &l.err), l.err);
	assert_int_equal(n, 1);
	assert_fails(contact_undo(&l.c, edit, &l.err), l.err, ERR_CONFLICT); /* of the one that went in */
	assert_fails(contact_merge(&l.c, dana, kim, &id, &l.err), l.err, ERR_INVALID);
	/* A chain, and back again, exactly. */
	assert_ok(contact_merge(&l.c, third, dana, &id, &l.err), l.err);
	assert_ok(contact_get(&l.c, kim, &k, &l.err), l.err);
	assert_true(k.id == third);
	assert_ok(contact_unmerge(&l.c, third, &l.err), l.err);
	assert_ok(contact_get(&l.c, kim, &k, &l.err), l.err);
	assert_true(k.id == dana);
	assert_ok(contact_unmerge(&l.c, dana, &l.err), l.err);
	assert_ok(contact_get(&l.c, dana, &a, &l.err), l.err);
	assert_ok(contact_get(&l.c, kim, &b, &l.err), l.err);
	assert_true(a.id == dana && b.id == kim);
	assert_true(str_eq(before_a, card_text(&l.a, &a.card)));
	assert_true(str_eq(before_b, card_text(&l.a, &b.card)));
	assert_true(a.last_day == DAY_NONE && b.last_day == DAY - 3);
	assert_fails(contact_unmerge(&l.c, dana, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

static void
referrals(void **state)
{
	struct life l;
	struct referral r = {0}, *list;
	struct referral_event *events;
	int64_t dana, id, event;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	dana = person(&l, "Dana Kim", "Acme", NULL);
	r.contact_id = dana;
	assert_fails(referral_ask(&l.c, &r, STR(""), DAY, STR(""), &id, &l.err), l.err, ERR_INVALID);
	r.posting_id = 5;
	assert_fails(referral_ask(&l.c, &r, STR(""), DAY, STR(""), &id, &l.err), l.err, ERR_NOT_FOUND);
	r.posting_id = 0;
	assert_ok(referral_ask(&l.c, &r, STR("Acme Inc"), DAY - 5, STR("by mail"), &id, &l.err), l.err);
	assert_fails(referral_event_add(&l.c, id, REFERRAL_AGREED, DAY - 6, STR(""), &event, &l.err), l.err,
	             ERR_INVALID);
	life_tick(&l);
	assert_ok(referral_event_add(&l.c, id, REFERRAL_AGREED, DAY - 5, STR(""), &event, &l.err), l.err);
	assert_ok(referral_event_add(&l.c, id, REFERRAL_SUBMITTED, DAY, STR(""), &event, &l.err), l.err);
	assert_ok(referral_list(&l.c, &(struct referral_filter){.company = STR("ACME")}, &list, &n, &l.err), l.err);
	assert_true(n == 1 && list[0].kind == REFERRAL_SUBMITTED && list[0].since_day == DAY);
	assert_str(list[0].contact, "Dana Kim");
	assert_ok(referral_event_undo(&l.c, event, false, &l.err), l.err);
	assert_ok(referral_get(&l.c, id, &r, &l.err), l.err);
	assert_int_equal(r.kind, REFERRAL_AGREED);
	assert_ok(referral_events(&l.c, id, &events, &n, &l.err), l.err);
	assert_int_equal(n, 2);
	assert_ok(referral_event_undo(&l.c, events[0].id, false, &l.err), l.err);
	assert_fails(referral_get(&l.c, id, &r, &l.err), l.err, ERR_NOT_FOUND);
	assert_ok(referral_event_undo(&l.c, events[0].id, true, &l.err), l.err);
	assert_ok(referral_get(&l.c, id, &r, &l.err), l.err);
	assert_fails(referral_link(&l.c, id, 77, &l.err), l.err, ERR_NOT_FOUND);
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(companies), cmocka_unit_test(edits),           cmocka_unit_test(refusals),
	    cmocka_unit_test(names),     cmocka_unit_test(list_and_rhythm), cmocka_unit_test(whom_do_i_know),
	    cmocka_unit_test(merging),   cmocka_unit_test(referrals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
