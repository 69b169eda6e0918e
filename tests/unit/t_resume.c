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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_files),
	    cmocka_unit_test(real_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
