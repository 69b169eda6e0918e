/*
 * The résumé's master: a document taken apart and put together again, merged twice, changed and taken back; versions.
 */
#include "life.h"

#include "base/utf8.h"
#include "domain/job/resume_item.h"
#include "domain/job/resume_merge.h"
#include "domain/job/resume_version.h"
#include "domain/skill/evidence.h"

#define DAY 20000

static json_t *
master(struct life *l)
{
	struct str bytes;
	json_t *doc;

	assert_ok(resume_version_json(&l->c, 0, &bytes, &l->err), l->err);
	assert_ok(jdoc_read(&l->a, bytes, &doc, &l->err), l->err);
	return doc;
}

static struct resume_merge
merge(struct life *l, json_t *doc)
{
	struct resume_merge m;

	life_tick(l);
	assert_ok(resume_merge(&l->c, doc, STR("a file"), false, &m, &l->err), l->err);
	return m;
}

static void
assert_equal(json_t *a, json_t *b, const char *name, struct arena *mem)
{
	if (!json_equal(a, b))
		fail_msg("%s: came back as %.*s", name, STR_ARG(utf8_clip(jdoc_write(mem, a), 4000)));
}

/* Into an empty master, out equal, in again: nothing; taken back: empty; brought back: equal. */
static void
there_and_back(struct life *l, json_t *doc, const char *name)
{
	struct resume_merge m = merge(l, doc), again;

	assert_true(m.n_added > 0 && m.change > 0);
	assert_equal(master(l), doc, name, &l->a);
	again = merge(l, doc);
	assert_int_equal(again.n_added + again.n_changed + again.n_bullets, 0);
	assert_int_equal(again.change, 0);
	assert_ok(resume_undo(&l->c, m.change, false, &l->err), l->err);
	assert_int_equal(json_object_size(master(l)), 0);
	assert_ok(resume_undo(&l->c, m.change, true, &l->err), l->err);
	assert_equal(master(l), doc, name, &l->a);
	assert_ok(resume_undo(&l->c, m.change, false, &l->err), l->err);
}

static void
each_file(struct life *l, const char *dir, size_t *ret_n)
{
	char **names;
	size_t n;

	*ret_n = 0;
	assert_ok(fs_list(&l->a, dir, &names, &n, &l->err), l->err);
	for (size_t i = 0; i < n; i++) {
		struct resume_notes notes = {0};
		struct str bytes;
		json_t *doc;

		if (!str_ends(str_of(names[i]), STR(".json")))
			continue;
		assert_ok(fs_read(&l->a, fs_join(&l->a, dir, names[i]), 1 << 24, &bytes, &l->err), l->err);
		if (!jsonresume_read(&l->a, bytes, &doc, &notes, &l->err)) {
			print_message("# %s: %s\n", names[i], l->err.text);
			continue;
		}
		there_and_back(l, doc, names[i]);
		(*ret_n)++;
	}
}

static void
own_files(void **state)
{
	struct life l;
	size_t n;

	(void)state;
	life_begin(&l, DAY);
	each_file(&l, "tests/data/resume/json", &n);
	assert_true(n >= 4);
	life_end(&l);
}

static void
real_files(void **state)
{
	struct life l;
	size_t n;

	(void)state;
	if (!fs_is_dir("../shared/data/resumes")) {
		print_message("# the real files are not here\n");
		return;
	}
	life_begin(&l, DAY);
	each_file(&l, "../shared/data/resumes", &n);
	assert_true(n >= 20);
	print_message("# %zu real files went in and came out equal\n", n);
	life_end(&l);
}

/* Ten lines that say a number, and as many that only look so. */
static void
numbers(void **state)
{
	static const struct {
		const char *text;
		bool has;
	} list[] = {
	    {"Cut the time by 40%", true},
	    {"Served 12 teams", true},
	    {"Saved $2.4M a year", true},
	    {"3x faster", true},
	    {"Grew from 3 to 28 people", true},
	    {"99.97% uptime", true},
	    {"1,200 users", true},
	    {"Won 1st place", true},
	    {"Over 200+ teams", true},
	    {"Score of 2,000 points", true},
	    {"Wrote a service in C++17 and Python 3", false},
	    {"Kept backups on S3 and EC2", false},
	    {"Led the 2021 migration", false},
	    {"From 2019-2021 on the board", false},
	    {"Ported to Python 3.12.1", false},
	    {"Fine-tuned GPT-4", false},
	    {"Drew 2D and 3D maps", false},
	    {"Wrote the model", false},
	    {"k8s and i18n", false},
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (resume_has_number(str_of(list[i].text)) != list[i].has)
			fail_msg("'%s'", list[i].text);
}

static json_t *
load(struct life *l, const char *path)
{
	struct resume_notes notes = {0};
	struct err err = {0};
	struct str bytes;
	json_t *doc;

	assert_ok(fs_read(&l->a, path, 1 << 20, &bytes, &err), err);
	assert_ok(jsonresume_read(&l->a, bytes, &doc, &notes, &err), err);
	return doc;
}

/* Two tabs: who saves second is told, and nothing is lost. */
static void
two_tabs(void **state)
{
	struct life l;
	struct resume r;
	struct resume_bullet b;
	const struct resume_item *i;
	int64_t change, rev;

	(void)state;
	life_begin(&l, DAY);
	merge(&l, load(&l, "tests/data/resume/json/plain.json"));
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	i = &r.items[0];
	b = i->bullets[0];
	rev = b.rev;
	b.text = STR("first");
	assert_ok(resume_bullet_save(&l.c, &b, rev, &change, &l.err), l.err);
	b.text = STR("second");
	assert_false(resume_bullet_save(&l.c, &b, rev, &change, &l.err));
	assert_int_equal(l.err.code, ERR_CONFLICT);
	json_object_set_new(i->body, "summary", json_string("other"));
	assert_ok(resume_item_save(&l.c, i->id, i->rev, i->body, &change, &l.err), l.err);
	assert_false(resume_item_save(&l.c, i->id, i->rev, i->body, &change, &l.err));
	assert_int_equal(l.err.code, ERR_CONFLICT);
	assert_false(resume_item_save(&l.c, 77, 1, i->body, &change, &l.err));
	assert_int_equal(l.err.code, ERR_NOT_FOUND);
	life_end(&l);
}

/* A change whose rows were changed again goes back only after that one. */
static void
undo_in_order(void **state)
{
	struct life l;
	struct resume r;
	struct resume_bullet b;
	int64_t one, two, gone;
	json_t *was;

	(void)state;
	life_begin(&l, DAY);
	merge(&l, load(&l, "tests/data/resume/json/plain.json"));
	was = master(&l);
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	b = r.items[0].bullets[0];
	b.text = STR("one");
	life_tick(&l);
	assert_ok(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &one, &l.err), l.err);
	b.text = STR("two");
	life_tick(&l);
	assert_ok(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &two, &l.err), l.err);
	assert_false(resume_undo(&l.c, one, false, &l.err));
	assert_int_equal(l.err.code, ERR_CONFLICT);
	assert_ok(resume_undo(&l.c, two, false, &l.err), l.err);
	assert_false(resume_undo(&l.c, two, false, &l.err));
	assert_ok(resume_undo(&l.c, one, false, &l.err), l.err);
	assert_true(json_equal(master(&l), was));
	/* An item goes with its bullets, and comes back with them. */
	assert_ok(resume_item_delete(&l.c, r.items[0].id, &gone, &l.err), l.err);
	assert_false(json_equal(master(&l), was));
	assert_ok(resume_undo(&l.c, gone, false, &l.err), l.err);
	assert_true(json_equal(master(&l), was));
	/* What changes nothing is no change. */
	assert_ok(resume_item_move(&l.c, r.items[0].id, -1, &gone, &l.err), l.err);
	assert_int_equal(gone, 0);
	life_end(&l);
}

static void
moving(void **state)
{
	struct life l;
	struct resume r;
	int64_t id, change;

	(void)state;
	life_begin(&l, DAY);
	merge(&l, load(&l, "tests/data/resume/json/plain.json"));
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	id = r.items[2].id;
	assert_string_equal(r.items[2].section.p, "work");
	assert_ok(resume_item_move(&l.c, id, -1, &change, &l.err), l.err);
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	assert_int_equal(r.items[1].id, id);
	assert_ok(resume_item_move(&l.c, id, 1, &change, &l.err), l.err);
	assert_ok(resume_item_move(&l.c, id, 1, &change, &l.err), l.err);
	assert_int_equal(change, 0);
	id = r.items[0].bullets[0].id;
	assert_ok(resume_bullet_move(&l.c, id, 1, &change, &l.err), l.err);
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	assert_int_equal(r.items[0].bullets[1].id, id);
	life_end(&l);
}

/* Merging a changed file: what differs becomes the file's, what only the master has stays. */
static void
merging(void **state)
{
	struct life l;
	struct resume_merge m;
	json_t *doc, *work, *basics;

	(void)state;
	life_begin(&l, DAY);
	doc = load(&l, "tests/data/resume/json/plain.json");
	merge(&l, doc);
	basics = json_object_get(doc, "basics");
	json_object_set_new(basics, "label", json_string("Scientist"));
	json_object_del(basics, "phone");
	json_object_set_new(basics, "profiles", json_pack("[{s:s,s:s}]", "network", "LinkedIn", "username", "dana"));
	work = json_array_get(json_object_get(doc, "work"), 0);
	json_object_set_new(work, "name", json_string("ACME")); /* the same but for case */
	json_object_set_new(work, "highlights", json_pack("[s]", "A new one"));
	json_array_append_new(json_object_get(doc, "languages"), json_pack("{s:s}", "language", "Korean"));
	m = merge(&l, doc);
	assert_int_equal(m.n_added, 1);
	assert_int_equal(m.n_changed, 2);
	assert_int_equal(m.n_bullets, 1);
	doc = master(&l);
	basics = json_object_get(doc, "basics");
	assert_string_equal(json_string_value(json_object_get(basics, "label")), "Scientist");
	assert_string_equal(json_string_value(json_object_get(basics, "phone")), "+49 30 1234");
	assert_int_equal(json_array_size(json_object_get(basics, "profiles")), 2);
	work = json_array_get(json_object_get(doc, "work"), 0);
	assert_string_equal(json_string_value(json_object_get(work, "name")), "ACME");
	assert_int_equal(json_array_size(json_object_get(work, "highlights")), 4);
	assert_int_equal(json_array_size(json_object_get(doc, "work")), 3);
	life_end(&l);
}

static json_t *
version(struct life *l, int64_t id)
{
	struct str bytes;
	json_t *doc;

	assert_ok(resume_version_json(&l->c, id, &bytes, &l->err), l->err);
	assert_ok(jdoc_read(&l->a, bytes, &doc, &l->err), l->err);
	return doc;
}

static void
versions(void **state)
{
	struct life l;
	struct resume r;
	struct resume_version v;
	json_t *doc, *work;
	int64_t id, copy, change, bullet;

	(void)state;
	life_begin(&l, DAY);
	merge(&l, load(&l, "tests/data/resume/json/plain.json"));
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	assert_ok(resume_version_add(&l.c, STR(" Short "), 0, &id, &change, &l.err), l.err);
	assert_false(resume_version_add(&l.c, STR("short"), 0, &copy, &change, &l.err));
	assert_false(resume_version_add(&l.c, STR("master"), 0, &copy, &change, &l.err));
	assert_false(resume_version_add(&l.c, STR("12"), 0, &copy, &change, &l.err));
	assert_true(json_equal(version(&l, id), master(&l)));
	/* An item and a bullet left out, and taken in again where they belong. */
	bullet = r.items[0].bullets[1].id;
	assert_ok(resume_version_take(&l.c, id, bullet, true, &change, &l.err), l.err);
	assert_ok(resume_version_take(&l.c, id, r.items[1].id, true, &change, &l.err), l.err);
	work = json_object_get(version(&l, id), "work");
	assert_int_equal(json_array_size(work), 2);
	assert_int_equal(json_array_size(json_object_get(json_array_get(work, 0), "highlights")), 2);
	assert_ok(resume_version_take(&l.c, id, r.items[1].id, false, &change, &l.err), l.err);
	assert_ok(resume_version_take(&l.c, id, bullet, false, &change, &l.err), l.err);
	assert_true(json_equal(version(&l, id), master(&l)));
	assert_ok(resume_version_take(&l.c, id, bullet, false, &change, &l.err), l.err);
	assert_int_equal(change, 0);
	/* Its own label; the copy has it, the master not. */
	assert_ok(resume_version_get(&l.c, id, &v, &l.err), l.err);
	v.label = STR("Scientist");
	assert_ok(resume_version_save(&l.c, &v, v.rev, &change, &l.err), l.err);
	assert_false(resume_version_save(&l.c, &v, v.rev - 1, NULL, &l.err));
	assert_ok(resume_version_add(&l.c, STR("Copy"), id, &copy, &change, &l.err), l.err);
	doc = version(&l, copy);
	assert_string_equal(json_string_value(json_object_get(json_object_get(doc, "basics"), "label")), "Scientist");
	/* What the master no longer has is in no version. */
	assert_ok(resume_item_delete(&l.c, r.items[0].id, &change, &l.err), l.err);
	assert_int_equal(json_array_size(json_object_get(version(&l, copy), "work")), 2);
	assert_ok(resume_undo(&l.c, change, false, &l.err), l.err);
	assert_int_equal(json_array_size(json_object_get(version(&l, copy), "work")), 3);
	assert_ok(resume_version_delete(&l.c, copy, &change, &l.err), l.err);
	assert_false(resume_version_get(&l.c, copy, &v, &l.err));
	assert_ok(resume_undo(&l.c, change, false, &l.err), l.err);
	assert_ok(resume_version_find(&l.c, STR("COPY"), &id, &l.err), l.err);
	assert_int_equal(id, copy);
	life_end(&l);
}

/* What stands behind a bullet must be there. */
static void
proofs(void **state)
{
	struct life l;
	struct resume r;
	struct resume_bullet b;
	int64_t change;

	(void)state;
	life_begin(&l, DAY);
	merge(&l, load(&l, "tests/data/resume/json/plain.json"));
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	b = r.items[0].bullets[0];
	assert_true(resume_bullet_is_flagged(&b));
	b.proof = PROOF_EVIDENCE;
	b.proof_id = 5;
	assert_false(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &change, &l.err));
	assert_int_equal(l.err.code, ERR_NOT_FOUND);
	b.proof_id = life_show(&l, "ml.log", 2, EVIDENCE_PROJECT, DAY - 3);
	assert_ok(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &change, &l.err), l.err);
	b.proof = PROOF_LOG;
	b.proof_id = life_log(&l, "ml.log", 30, DAY - 3);
	assert_ok(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &change, &l.err), l.err);
	b.proof = PROOF_URL;
	b.proof_url = STR("javascript:alert(1)");
	assert_false(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &change, &l.err));
	b.proof_url = STR("https://example.org/x");
	assert_ok(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &change, &l.err), l.err);
	assert_ok(resume_load(&l.c, &r, &l.err), l.err);
	assert_false(resume_bullet_is_flagged(&r.items[0].bullets[0]));
	assert_int_equal(r.items[0].bullets[0].proof_id, 0);
	b.text = STR("  ");
	assert_false(resume_bullet_save(&l.c, &b, RESUME_REV_ANY, &change, &l.err));
	life_end(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_files), cmocka_unit_test(real_files),    cmocka_unit_test(numbers),
	    cmocka_unit_test(two_tabs),  cmocka_unit_test(undo_in_order), cmocka_unit_test(moving),
	    cmocka_unit_test(merging),   cmocka_unit_test(versions),      cmocka_unit_test(proofs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
