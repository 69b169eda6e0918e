/* The lists of content/vocab. */
#include "test.h"

#include "base/content.h"
#include "domain/skill/extract.h"
#include "domain/skill/vocab.h"

static bool
load_vocab(struct arena *a, const char *text, struct vocab **v, struct err *err)
{
	struct embed_file file = {.path = "vocab/x.txt", .bytes = (const unsigned char *)text, .size = strlen(text)};

	return vocab_load(a, &file, 1, v, err);
}

static void
vocabulary_files_are_read(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct vocab *v;
	struct err err = {0};

	(void)state;
	assert_ok(load_vocab(&a,
	                     "id: x\nname: X things\nterm: Java; Core Java\nambiguous: JS | near: HTML; CSS | case\n"
	                     "kind: name\neach: law; biology\nambiguous: Go | near: * | not: go to\n",
	                     &v, &err),
	          err);
	assert_int_equal(v->n_lists, 1);
	assert_str(v->lists[0].name, "X things");
	assert_int_equal(v->n_entries, 4);
	assert_str(v->entries[0].name, "Java");
	assert_str(v->entries[2].name, "biology");
	assert_str(v->entries[3].name, "Go");
	assert_int_equal(v->n_terms, 6);
	assert_int_equal(v->terms[2].skill, TERM_VOCAB(0));
	assert_true(v->terms[2].match_case && v->terms[2].n_near == 2 && v->terms[2].kind == TERM_TOOL);
	assert_int_equal(v->terms[3].kind, TERM_NAME);
	assert_int_equal(v->terms[5].skill, TERM_VOCAB(3));
	assert_true(v->terms[5].near_any && v->terms[5].n_near == 0 && v->terms[5].n_not == 1);
	assert_fails(load_vocab(&a, "id: x\nterm: a", &v, &err), err, ERR_INVALID);
	assert_fails(load_vocab(&a, "id: x\nname: x\nwhat: a", &v, &err), err, ERR_INVALID);
	assert_fails(load_vocab(&a, "id: x\nname: x\nterm: ;", &v, &err), err, ERR_INVALID);
	assert_fails(load_vocab(&a, "id: x\nname: x\nkind: odd", &v, &err), err, ERR_INVALID);
	assert_fails(load_vocab(&a, "id: x\nname: x\nambiguous: R | often", &v, &err), err, ERR_INVALID);
	assert_non_null(strstr(err.text, "vocab/x.txt:3"));
}

/* Every list of the content, compiled alone: each term has a word, each rule a context. */
static void
the_content_compiles(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)64 << 20);
	struct vocab *v;
	struct extractor *ex;
	struct err err = {0};

	(void)state;
	assert_ok(vocab_load(&a, content_files, content_files_n, &v, &err), err);
	assert_true(v->n_lists >= 7);
	assert_true(v->n_terms >= 2500);
	for (size_t i = 0; i < v->n_terms; i++) {
		assert_true(TERM_IS_VOCAB(v->terms[i].skill));
		assert_true((size_t)TERM_VOCAB_INDEX(v->terms[i].skill) < v->n_entries);
	}
	assert_ok(extractor_new(&a, v->terms, v->n_terms, vocab_tagger(content_files, content_files_n), &ex, &err),
	          err);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(vocabulary_files_are_read),
	    cmocka_unit_test(the_content_compiles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
