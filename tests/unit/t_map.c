/*
 * Reading the map: the real content, and small packs with one fault each.
 */
#include "test.h"

#include "base/content.h"
#include "domain/skill/layout.h"
#include "domain/skill/map.h"

#define SKILL_A "id: a.one\nname: One\nshort: One\ngroup: Math\nwhat: x\nexplain: x\nuse: x\nbuild: x\nhours: 1 2 3\n"
#define SKILL_B "id: b.two\nname: Two\nshort: Two\ngroup: Math\nwhat: x\nexplain: x\nuse: x\nbuild: x\nhours: 1 2 3\n"

static struct embed_file
file(const char *path, const char *text)
{
	return (struct embed_file){
	    .path = path, .mime = "", .etag = "", .bytes = (const unsigned char *)text, .size = strlen(text)};
}

static void
the_content(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct err err = {0};
	struct map *m;
	int *place;

	(void)state;
	assert_ok(map_load(&a, content_files, content_files_n, &m, &err), err);
	assert_int_equal(m->n_skills, 90);
	assert_true(m->n_roles >= 16 && m->n_industries >= 15 && m->n_terms >= 1200);
	place = ARENA_ARRAY(&a, m->n_skills, int);
	for (size_t i = 0; i < m->n_skills; i++)
		place[m->order[i]] = (int)i;
	for (size_t k = 0; k < m->n_skills; k++) {
		const struct skill *s = &m->skills[k];

		assert_int_equal(map_skill(m, s->id), k); /* found, and once only */
		assert_true(k == 0 || m->skills[k - 1].group <= s->group);
		assert_true(s->hours[0] > 0 && s->name.n > 0 && s->n_names > 0);
		for (size_t e = 0; e < s->n_edges; e++)
			assert_true(!s->edges[e].hard || place[s->edges[e].skill] < place[k]);
	}
	for (size_t r = 0; r < m->n_roles; r++)
		assert_int_equal(map_role(m, m->roles[r].id), r);
	for (size_t i = 0; i < m->n_industries; i++)
		assert_int_equal(map_industry(m, m->industries[i].id), i);
	/* Every skill has its place on the drawn map. */
	assert_int_equal(map_layout.n_nodes, m->n_skills);
	for (size_t i = 0; i < map_layout.n_nodes; i++)
		assert_true(map_skill(m, str_of(map_layout.nodes[i].id)) != MAP_NONE);
}

static void
wrong_ids_have_a_hint(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(64 << 20);
	struct err err = {0};
	struct map *m;
	int i;

	(void)state;
	assert_ok(map_load(&a, content_files, content_files_n, &m, &err), err);
	assert_int_equal(map_skill(m, STR("")), MAP_NONE);
	assert_int_equal(map_skill(m, STR_NONE), MAP_NONE);
	assert_fails(map_skill_get(m, STR("ml.logg"), &i, &err), err, ERR_NOT_FOUND);
	assert_non_null(strstr(err.hint, "ml.log"));
	assert_fails(map_role_get(m, STR("ai-enginer"), &i, &err), err, ERR_NOT_FOUND);
	assert_non_null(strstr(err.hint, "ai-engineer"));
	assert_fails(map_industry_get(m, STR("healht"), &i, &err), err, ERR_NOT_FOUND);
	assert_non_null(strstr(err.hint, "health"));
	assert_ok(map_skill_get(m, STR("ll.rag"), &i, &err), err);
	assert_str(m->skills[i].id, "ll.rag");
}

static void
edges_and_covers(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct err err = {0};
	struct map *m;
	const struct embed_file files[] = {
	    file("roles/r.txt", "id: r\nname: R\nwhat: x\ntitles: boss; chief\nskill: b.two 3 0.5\n"),
	    file("skills/b.txt", SKILL_B "hard: a.one 2 for 3\nsoft: a.one 1 for 1\ncovers: a.one 0.4\n"),
	    file("skills/a.txt", SKILL_A "names: uno\nambiguous: R | near: Python; stats | not: R&D | case\n"),
	};
	const struct skill *b;

	(void)state;
	assert_ok(map_load(&a, files, ARRAY_LEN(files), &m, &err), err);
	assert_int_equal(m->n_skills, 2);
	b = &m->skills[map_skill(m, STR("b.two"))];
	assert_int_equal(b->n_edges, 2);
	assert_true(b->edges[0].hard && b->edges[0].asks == 2 && b->edges[0].for_level == 3);
	assert_false(b->edges[1].hard);
	assert_true(b->n_covers == 1 && b->covers[0].weight == 0.4);
	assert_str(m->skills[m->order[0]].id, "a.one");
	assert_int_equal(m->n_terms, 2);
	assert_int_equal(m->roles[0].n_titles, 2);
	assert_int_equal(m->roles[0].skills[0].level, 3);
}

static void
faults_are_named(void **state)
{
	static const struct {
		const char *text; /* of skills/b.txt */
		const char *says;
	} faults[] = {
	    {SKILL_B "hard: a.none 1 for 1\n", "no such skill"},
	    {SKILL_B "hard: a.one 1\n", "want 'skill LEVEL for LEVEL'"},
	    {SKILL_B "hard: a.one 4 for 1\n", "skills/b.txt:10"},
	    {SKILL_B "covers: a.one\n", "want 'skill WEIGHT'"},
	    {SKILL_B "covers: a.one 1.5\n", "skills/b.txt:10"},
	    {SKILL_B "colour: red\n", "unknown key"},
	    {SKILL_B "ambiguous: R | maybe\n", "want near:, not: or case"},
	    {SKILL_A, "two skills have the id 'a.one'"},
	    {"name: Two\ngroup: Math\n", "no id"},
	    {"id: b.two\ngroup: Cooking\n", "unknown group"},
	    {SKILL_B "hours: 1 2\n", "three numbers of hours"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
		CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
		struct err err = {0};
		struct map *m;
		const struct embed_file files[] = {file("skills/a.txt", SKILL_A), file("skills/b.txt", faults[i].text)};

		assert_fails(map_load(&a, files, 2, &m, &err), err, ERR_INVALID);
		if (strstr(err.text, faults[i].says) == NULL)
			fail_msg("'%s' does not say '%s'", err.text, faults[i].says);
	}
}

static void
cycles_are_refused(void **state)
{
	CLEANUP(arena_release) struct arena a = ARENA(1 << 20);
	struct err err = {0};
	struct map *m;
	const struct embed_file hard[] = {file("skills/a.txt", SKILL_A "hard: b.two 1 for 1\n"),
	                                  file("skills/b.txt", SKILL_B "hard: a.one 1 for 1\n")};
	const struct embed_file soft[] = {file("skills/a.txt", SKILL_A "soft: b.two 1 for 1\n"),
	                                  file("skills/b.txt", SKILL_B "hard: a.one 1 for 1\n")};

	(void)state;
	assert_fails(map_load(&a, hard, 2, &m, &err), err, ERR_INVALID);
	assert_non_null(strstr(err.text, "cycle"));
	assert_ok(map_load(&a, soft, 2, &m, &err), err);
}

static void
names_of_levels(void **state)
{
	(void)state;
	assert_string_equal(level_name(-1), "nothing yet");
	assert_string_equal(level_name(0), "nothing yet");
	assert_string_equal(level_name(1), "explain");
	assert_string_equal(level_name(3), "build");
	assert_string_equal(level_name(9), "build");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_content),        cmocka_unit_test(wrong_ids_have_a_hint),
	    cmocka_unit_test(edges_and_covers),   cmocka_unit_test(faults_are_named),
	    cmocka_unit_test(cycles_are_refused), cmocka_unit_test(names_of_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
