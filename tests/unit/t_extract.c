/* Reading skills: terms, their rules, sections, strength and negation, the tagger, and inputs made to hurt. */
#include "test.h"

#include <time.h>

#include "base/content.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "domain/skill/extract.h"
#include "domain/skill/map.h"
#include "domain/skill/vocab.h"

enum { PY, SQL, CPP, CS, NET, NODE, CI, RES, K8S, TS, ML, DL, R, EXCEL, GO, README, COBOL, LEAN, OPT, SPARK, N_SKILLS };

static struct str near_r[] = {STR_INIT("Python"), STR_INIT("statistics"), STR_INIT("data analysis")};
static struct str not_r[] = {STR_INIT("R & D"), STR_INIT("R and D"), STR_INIT("Toys R Us")};
static struct str near_excel[] = {STR_INIT("spreadsheet"), STR_INIT("PowerPoint")};
static struct str not_excel[] = {STR_INIT("excel at"), STR_INIT("to excel"), STR_INIT("Excel Academy")};
static struct str near_go[] = {STR_INIT("Python"), STR_INIT("microservice")};
static struct str not_go[] = {STR_INIT("go to market")};
static struct str near_opt[] = {STR_INIT("training"), STR_INIT("gradient")};
static struct str not_opt[] = {STR_INIT("Hadoop")};

static const struct term_spec specs[] = {
    {.text = STR_INIT("Python"), .skill = PY, .kind = TERM_TOOL},
    {.text = STR_INIT("SQL"), .skill = SQL, .kind = TERM_TOOL},
    {.text = STR_INIT("C++"), .skill = CPP, .kind = TERM_TOOL},
    {.text = STR_INIT("C#"), .skill = CS, .kind = TERM_TOOL},
    {.text = STR_INIT(".NET"), .skill = NET, .kind = TERM_TOOL},
    {.text = STR_INIT("node.js"), .skill = NODE, .kind = TERM_TOOL},
    {.text = STR_INIT("CI/CD"), .skill = CI, .kind = TERM_NAME},
    {.text = STR_INIT("R&D"), .skill = RES, .kind = TERM_NAME},
    {.text = STR_INIT("k8s"), .skill = K8S, .kind = TERM_TOOL},
    {.text = STR_INIT("Kubernetes"), .skill = K8S, .kind = TERM_TOOL},
    {.text = STR_INIT("time series"), .skill = TS, .kind = TERM_NAME},
    {.text = STR_INIT("machine learning"), .skill = ML, .kind = TERM_NAME},
    {.text = STR_INIT("large language models"), .skill = ML, .kind = TERM_NAME},
    {.text = STR_INIT("deep learning library"), .skill = DL, .kind = TERM_NAME},
    {.text = STR_INIT("learning"), .skill = LEAN, .kind = TERM_NAME},
    {.text = STR_INIT("master's thesis"), .skill = LEAN, .kind = TERM_NAME},
    {.text = STR_INIT("HTML"), .skill = COBOL, .kind = TERM_TOOL},
    {.text = STR_INIT("languages"), .skill = LEAN, .kind = TERM_NAME},
    {.text = STR_INIT("R"),
     .skill = R,
     .kind = TERM_TOOL,
     .match_case = true,
     .near = near_r,
     .n_near = 3,
     .not_ = not_r,
     .n_not = 3},
    {.text = STR_INIT("Excel"),
     .skill = EXCEL,
     .kind = TERM_TOOL,
     .near = near_excel,
     .n_near = 2,
     .not_ = not_excel,
     .n_not = 3},
    {.text = STR_INIT("Go"),
     .skill = GO,
     .kind = TERM_TOOL,
     .match_case = true,
     .near = near_go,
     .n_near = 2,
     .not_ = not_go,
     .n_not = 1},
    {.text = STR_INIT("README"), .skill = README, .kind = TERM_NAME, .near_any = true},
    {.text = STR_INIT("optimisation"),
     .skill = OPT,
     .kind = TERM_NAME,
     .near = near_opt,
     .n_near = 2,
     .not_ = not_opt,
     .n_not = 1},
    {.text = STR_INIT("SPSS"), .skill = TERM_VOCAB(0), .kind = TERM_TOOL},
    {.text = STR_INIT("Python"), .skill = SPARK, .kind = TERM_TOOL},
    {.text = STR_INIT("SQL"), .skill = TERM_VOCAB(1), .kind = TERM_TOOL},
};

struct fixture {
	struct arena a;
	struct extractor *ex;
	struct extraction x;
	struct str text;
};

static int
set_up(void **state)
{
	static struct fixture f;
	struct err err = {0};

	f = (struct fixture){.a = ARENA((size_t)1 << 30)};
	assert_ok(extractor_new(&f.a, specs, ARRAY_LEN(specs), STR_NONE, &f.ex, &err), err);
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->a);
	return 0;
}

static void
read_text(struct fixture *f, const char *text)
{
	struct err err = {0};

	f->text = str_of(text);
	assert_ok(extract_run(f->ex, &f->a, f->text, EXTRACT_PLAIN, &f->x, &err), err);
}

/* The first mention of the skill; NULL for none. */
static const struct skill_mention *
first(const struct fixture *f, int skill)
{
	for (size_t i = 0; i < f->x.n_mentions; i++)
		if (f->x.mentions[i].skill == skill)
			return &f->x.mentions[i];
	return NULL;
}

/* The same, which must be there. */
static const struct skill_mention *
must(const struct fixture *f, int skill)
{
	const struct skill_mention *m = first(f, skill);

	if (m == NULL)
		base_die("a mention that must be there is not");
	return m;
}

static void
finds_at(struct fixture *f, const char *text, int skill, const char *want, const char *file, int line)
{
	const struct skill_mention *m;

	read_text(f, text);
	m = first(f, skill);
	if (m == NULL) {
		print_error("not found in \"%s\"\n", text);
		_fail(file, line);
	} else {
		assert_str_at(str_sub(f->text, m->start, m->end - m->start), want, file, line);
	}
}

static void
lacks_at(struct fixture *f, const char *text, int skill, const char *file, int line)
{
	read_text(f, text);
	if (first(f, skill) != NULL) {
		print_error("found in \"%s\"\n", text);
		_fail(file, line);
	}
}

#define FINDS(f, text, skill, want) finds_at((f), (text), (skill), (want), __FILE__, __LINE__)
#define LACKS(f, text, skill)       lacks_at((f), (text), (skill), __FILE__, __LINE__)

static void
words_with_signs_stay_whole(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "We write C++ and more", CPP, "C++");
	FINDS(f, "C/C++/C#", CPP, "C++");
	FINDS(f, "C/C++/C#", CS, "C#");
	FINDS(f, "in C++17, say", CPP, "C++");
	LACKS(f, "vitamin C, C+ grade", CPP);
	FINDS(f, "the .NET platform", NET, ".NET");
	LACKS(f, "a net of friends", NET);
	FINDS(f, "Node.js.", NODE, "Node.js");
	FINDS(f, "(NODE.JS)", NODE, "NODE.JS");
	LACKS(f, "a node, js", NODE);
	FINDS(f, "our R&D team", RES, "R&D");
	FINDS(f, "k8s", K8S, "k8s");
	FINDS(f, "HTML5", COBOL, "HTML5");
	FINDS(f, "Python3.11 only", PY, "Python3.11");
	LACKS(f, "SQL5000x", SQL);
}

static void
joints_are_alike(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "CI/CD", CI, "CI/CD");
	FINDS(f, "ci-cd pipelines", CI, "ci-cd");
	FINDS(f, "CI CD", CI, "CI CD");
	FINDS(f, "time-series", TS, "time-series");
	FINDS(f, "time\xe2\x80\x91series", TS, "time\xe2\x80\x91series");
	FINDS(f, "time\xc2\xa0series", TS, "time\xc2\xa0series");
	LACKS(f, "at this time, series A", TS);
	LACKS(f, "out of time. Series A", TS);
	LACKS(f, "time - series", TS);
	FINDS(f, "a Master\xe2\x80\x99s thesis", LEAN, "Master\xe2\x80\x99s thesis");
	FINDS(f, "a masters thesis", LEAN, "masters thesis");
}

static void
case_and_plural_do_not_matter(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "MACHINE Learning", ML, "MACHINE Learning");
	FINDS(f, "a large language model", ML, "large language model");
	FINDS(f, "deep learning libraries", DL, "deep learning libraries");
	FINDS(f, "Pythons", PY, "Pythons");
	LACKS(f, "Pythonesque", PY);
}

static void
the_longest_match_wins(void **state)
{
	struct fixture *f = *state;

	read_text(f, "machine learning and learning");
	assert_int_equal(f->x.n_mentions, 2);
	assert_int_equal(f->x.mentions[0].skill, ML);
	assert_int_equal(f->x.mentions[1].skill, LEAN);
	assert_int_equal(f->x.mentions[1].start, 21);
	/* The failure links: a match inside one that came to nothing. */
	FINDS(f, "large language machine learning", ML, "machine learning");
	read_text(f, "deep learning");
	assert_int_equal(f->x.n_mentions, 1);
	assert_int_equal(f->x.mentions[0].skill, LEAN);
}

static void
one_place_may_mean_two_skills(void **state)
{
	struct fixture *f = *state;

	read_text(f, "Python");
	assert_int_equal(f->x.n_mentions, 2);
	assert_int_equal(f->x.mentions[0].skill, PY);
	assert_int_equal(f->x.mentions[1].skill, SPARK);
	/* The map goes before the vocabulary. */
	read_text(f, "SQL and SPSS");
	assert_int_equal(f->x.n_mentions, 2);
	assert_int_equal(f->x.mentions[0].skill, SQL);
	assert_int_equal(f->x.mentions[1].skill, TERM_VOCAB(0));
}

static void
context_settles_ambiguous_words(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "Statistics in R", R, "R");
	FINDS(f, "We do data analysis. R is used.", R, "R");
	LACKS(f, "We do data analysis. Then we eat. And talk. R is used.", R);
	LACKS(f, "Exhibit R", R);
	LACKS(f, "statistics, r", R);
	LACKS(f, "statistics in R & D", R);
	LACKS(f, "statistics in R and D", R);
	LACKS(f, "statistics in R&D", R);
	LACKS(f, "statistics at Toys R Us", R);
	FINDS(f, "Toys R Us wants statistics in R", R, "R");
	FINDS(f, "Excel spreadsheets", EXCEL, "Excel");
	FINDS(f, "excel, powerpoint", EXCEL, "excel");
	LACKS(f, "You excel at spreadsheets", EXCEL);
	LACKS(f, "a spreadsheet to excel", EXCEL);
	LACKS(f, "Excel", EXCEL);
	LACKS(f, "Excel Academy teaches spreadsheets", EXCEL);
	FINDS(f, "Go microservices", GO, "Go");
	LACKS(f, "go write microservices", GO);
	LACKS(f, "microservices, Go-to-market", GO);
}

static void
near_any_wants_a_plain_term(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "a README with Python", README, "README");
	LACKS(f, "a README", README);
	LACKS(f, "a README. Python.", README);
	/* An ambiguous word is no company. */
	LACKS(f, "a README in Go", README);
}

static void
a_phrase_elsewhere_rules_out(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "optimisation of training", OPT, "optimisation");
	LACKS(f, "optimisation of training on Hadoop", OPT);
	FINDS(f, "optimisation of training. Hadoop.", OPT, "optimisation");
}

static void
lists_of_tools_settle_words(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "SQL, R, SPSS", R, "R");
	FINDS(f, "SQL, Go and SPSS", GO, "Go");
	LACKS(f, "SQL, go and SPSS", GO);
	LACKS(f, "SQL. R. SPSS", R);
}

static void
negated_places_are_marked(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text;
		bool negated;
	} cases[] = {
	    {"No experience with Python needed.", true},
	    {"No prior knowledge of SQL or Python is required.", true},
	    {"Python is not required.", true},
	    {"Python experience isn't necessary.", true},
	    {"You don't need to know Python.", true},
	    {"This is not a Python role.", true},
	    {"Not a Python developer position.", true},
	    {"Not only Python.", false},
	    {"You need Python.", false},
	    {"No experience with SQL needed, but Python is.", false},
	    {"No nonsense. Python is required.", false},
	    {"Python is not required but a plus.", false},
	    {"This is not a drill: Python.", false},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		read_text(f, cases[i].text);
		if (must(f, PY)->negated != cases[i].negated)
			fail_msg("%s", cases[i].text);
		assert_int_equal(mention_is_demand(must(f, PY)), !cases[i].negated);
	}
}

static void
cues_tell_the_strength(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text;
		bool required;
	} cases[] = {
	    {"Python", true},
	    {"Python is a plus.", false},
	    {"Python would be a plus", false},
	    {"Ideally you know Python", false},
	    {"Preferably Python", false},
	    {"Python preferred", false},
	    {"Bonus points for Python", false},
	    {"Python (nice to have)", false},
	    {"You must have Python", true},
	    {"SQL is a plus, Python is required", true},
	    {"SQL is required, Python is a plus", false},
	    {"SQL required, Python preferred", false},
	    {"Python required, SQL preferred", true},
	    {"Python; SQL is a plus", true},
	    {"Python (SQL preferred)", true},
	    {"SQL (preferred), Python", true},
	    {"Python is not required but helpful", false},
	    {"# Nice to have\n- Python", false},
	    {"# Nice to have\n- Python is a must", true},
	    {"# Requirements\n- Python", true},
	    {"# Requirements\n- Python is an advantage", false},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		read_text(f, cases[i].text);
		if (must(f, PY)->required != cases[i].required)
			fail_msg("%s", cases[i].text);
	}
}

static void
sections_come_from_headings(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *text;
		enum section section;
	} cases[] = {
	    {"Python", SECTION_NONE},
	    {"# What you will do\nPython", SECTION_DUTY},
	    {"# Requirements\n\n- Python", SECTION_REQUIRED},
	    {"# Requirements\n# Technical\n- Python", SECTION_REQUIRED},
	    {"# About us\nWe like Python", SECTION_ABOUT},
	    {"# About us\nWe like it\n# Team Zebra\nPython", SECTION_NONE},
	    {"# Benefits\n- Python courses", SECTION_OFFER},
	    {"What you bring:\n- Python", SECTION_REQUIRED},
	    {"WHAT YOU\xe2\x80\x99LL BRING\nPython", SECTION_REQUIRED},
	    {"Your Profile\nPython", SECTION_REQUIRED},
	    {"Preferred Qualifications\nPython", SECTION_PREFERRED},
	    {"Nice-to-haves:\n* Python", SECTION_PREFERRED},
	    {"# What we would like\n- Python", SECTION_PREFERRED},
	    {"About Acme\nPython is what we do", SECTION_ABOUT},
	    {"What we offer\n\xe2\x80\xa2 Python", SECTION_OFFER},
	    {"Requirements: Python", SECTION_REQUIRED},
	    {"We are great.Requirements: Python", SECTION_REQUIRED},
	    {"We are great.RequirementsPython and more", SECTION_REQUIRED},
	    {"# Requirements\nWe are an equal opportunity employer. We like it.\nPython", SECTION_REQUIRED},
	    {"Python does not matter, we are an equal opportunity employer", SECTION_LEGAL},
	    {"Acme is a leading provider of Python", SECTION_ABOUT},
	    {"You gather requirements\nPython", SECTION_NONE},
	    {"We expect a lot of you, and offer benefits\nPython", SECTION_NONE},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		read_text(f, cases[i].text);
		if (must(f, PY)->section != cases[i].section)
			fail_msg("%s: %s", cases[i].text, section_name(must(f, PY)->section));
	}
	read_text(f, "# About us\nPython");
	assert_false(mention_is_demand(must(f, PY)));
}

static void
headings_ask_for_nothing(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "- You know several languages", LEAN, "languages");
	FINDS(f, "# Python\nmuch of it", PY, "Python");
	read_text(f, "# Languages\n- Python");
	assert_non_null(must(f, PY));
	for (size_t i = 0; i < f->x.n_mentions; i++)
		assert_int_not_equal(f->x.mentions[i].skill, LEAN);
}

static void
inline_preference_ends_with_its_line(void **state)
{
	struct fixture *f = *state;

	read_text(f, "# Requirements\nGood work. Nice to have: SQL\nPython");
	assert_false(must(f, SQL)->required);
	assert_true(must(f, PY)->required);
}

static void
glued_text_is_cut(void **state)
{
	struct fixture *f = *state;

	FINDS(f, "all the learningPython and", PY, "Python");
	FINDS(f, "we use it.Python", PY, "Python");
	LACKS(f, "MyPyth", PY);
	FINDS(f, "a machine\nlearning", LEAN, "learning");
	LACKS(f, "a machine\nlearning", ML);
	/* A wrapped line goes on. */
	FINDS(f, "this line is wrapped at a column by a mail program, machine\nlearning is in it", ML,
	      "machine\nlearning");
}

static void
offsets_name_the_sentence(void **state)
{
	struct fixture *f = *state;
	const struct skill_mention *m;

	read_text(f, "First one, e.g. this. Then \xc3\xbc"
	             "ber Python, it is! Last.");
	m = must(f, PY);
	assert_str(str_sub(f->text, m->sentence_start, m->sentence_end - m->sentence_start), "Then \xc3\xbc"
	                                                                                     "ber Python, it is!");
	assert_int_equal(f->x.n_sentences, 3);
}

static void
raw_mode_has_no_rules(void **state)
{
	struct fixture *f = *state;
	struct err err;

	f->text = STR("You excel at R");
	assert_ok(extract_run(f->ex, &f->a, f->text, EXTRACT_RAW, &f->x, &err), err);
	assert_int_equal(f->x.n_mentions, 2);
	assert_int_equal(extract_scan_count(f->ex, &f->a, STR("Python")), 3);
	assert_int_equal(extract_scan_count(f->ex, &f->a, STR("")), 0);
}

/* ---- invariants and hostile texts ---- */

static bool
is_border(struct str text, uint32_t at)
{
	return at == text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80;
}

static void
check_extraction(struct str text, const struct extraction *x)
{
	uint32_t end_of[N_SKILLS + 8] = {0};

	for (size_t i = 0; i < x->n_mentions; i++) {
		const struct skill_mention *m = &x->mentions[i];
		assert_true(m->start < m->end && m->end <= text.n);
		assert_true(m->sentence_start <= m->start && m->end <= m->sentence_end && m->sentence_end <= text.n);
		assert_true(is_border(text, m->start) && is_border(text, m->end));
		assert_true(is_border(text, m->sentence_start) && is_border(text, m->sentence_end));
		assert_true(i == 0 || x->mentions[i - 1].start <= m->start);
		assert_true(m->term >= 0 && (size_t)m->term < ARRAY_LEN(specs));
		assert_true(end_of[m->skill + 4] <= m->start);
		end_of[m->skill + 4] = m->end;
	}
	for (size_t i = 0; i < x->n_sentences; i++) {
		assert_true(x->sentences[i].start < x->sentences[i].end);
		assert_true(i == 0 || x->sentences[i - 1].end <= x->sentences[i].start);
	}
}

static void
random_texts_keep_the_promises(void **state)
{
	static const char *const parts[] = {
	    "Python",
	    "SQL",
	    "C++",
	    "R",
	    "Excel",
	    "machine",
	    "learning",
	    "time",
	    "series",
	    "large",
	    "language",
	    "models",
	    "Go",
	    "is a plus",
	    "not required",
	    "Requirements",
	    "About us",
	    "\n",
	    "\n# ",
	    "\n- ",
	    ". ",
	    ", ",
	    "; ",
	    ": ",
	    " (",
	    ") ",
	    "/",
	    "-",
	    " ",
	    " ",
	    " ",
	    ".",
	    "&",
	    "+",
	    "#",
	    "'",
	    "\xe2\x80\x99",
	    "\xc3\xa9",
	    "\xe2\x80\xa2",
	    "\xf0\x9f\x98\x80",
	    "\xff",
	    "\xc3",
	    "node.",
	    "js",
	    "spreadsheet",
	    "statistics",
	    "README",
	    "deep",
	    "R&D",
	    "5",
	};
	struct fixture *f = *state;
	struct rng rng;

	rng_seed(&rng, 20);
	for (int round = 0; round < 3000; round++) {
		struct arena_mark mark = arena_mark(&f->a);
		char buf[1024];
		size_t n = 0;
		struct extraction x;
		struct err err;
		for (uint64_t k = rng_below(&rng, 60); k > 0; k--) {
			const char *part = parts[rng_below(&rng, ARRAY_LEN(parts))];
			memcpy(buf + n, part, strlen(part));
			n += strlen(part);
		}
		assert_ok(
		    extract_run(f->ex, &f->a, (struct str){buf, n}, (unsigned)(round % 2) * EXTRACT_RAW, &x, &err),
		    err);
		if (utf8_valid((struct str){buf, n}))
			check_extraction((struct str){buf, n}, &x);
		arena_rewind(&f->a, mark);
	}
}

static double
seconds_for(struct fixture *f, const char *part, size_t size)
{
	struct arena_mark mark = arena_mark(&f->a);
	char *buf = ARENA_ARRAY(&f->a, size, char);
	struct timespec from;
	struct timespec to;
	struct extraction x;
	struct err err;

	for (size_t i = 0, n = strlen(part); i < size; i++)
		buf[i] = part[i % n];
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	assert_ok(extract_run(f->ex, &f->a, (struct str){buf, size}, EXTRACT_PLAIN, &x, &err), err);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	arena_rewind(&f->a, mark);
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
}

static void
hostile_texts_take_linear_time(void **state)
{
	static const char *const parts[] = {
	    "a",
	    "a.",
	    "a+",
	    "aA",
	    "aAa",
	    " ",
	    "\n",
	    "-",
	    "a-",
	    "((",
	    "\xe2\x80\x99",
	    "\xf0\x9f\x98\x80",
	    "Python ",
	    "Python, R, ",
	    "R Python ",
	    "deep learning ",
	    "Excel spreadsheet ",
	    "must have Python ",
	    "Python\n",
	    "a&",
	    "1.",
	    "# Requirements\n",
	    "no experience ",
	    "Requirements:",
	    "large language ",
	    "R ",
	    "learning",
	    "README ",
	    "\xff",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		double small = seconds_for(f, parts[i], (size_t)1 << 18);
		double large = seconds_for(f, parts[i], (size_t)1 << 20);
		/* Four times the text; sixteen times the time would be a square. */
		if (large > 0.05 && large > small * 10)
			fail_msg("\"%s\": %.3f s, then %.3f s", parts[i], small, large);
	}
}

static void
limits_are_errors(void **state)
{
	struct fixture *f = *state;
	struct extractor *ex;
	struct err err = {0};
	char *big = ARENA_ARRAY(&f->a, EXTRACT_TEXT_MAX + 1, char);
	struct term_spec none = {.text = STR_INIT(" - ")};
	struct term_spec many = {.text = STR_INIT("a b c d e f g h i j k l m n o p")};
	struct term_spec lone = {.text = STR_INIT("x"), .near = (struct str[]){STR_INIT("...")}, .n_near = 1};
	struct term_spec wide = {.text = {big, TERM_BYTES_MAX + 1}};

	memset(big, 'a', EXTRACT_TEXT_MAX + 1);
	assert_fails(extract_run(f->ex, &f->a, (struct str){big, EXTRACT_TEXT_MAX + 1}, 0, &f->x, &err), err,
	             ERR_LIMIT);
	assert_fails(extractor_new(&f->a, &none, 1, STR_NONE, &ex, &err), err, ERR_INVALID);
	assert_fails(extractor_new(&f->a, &many, 1, STR_NONE, &ex, &err), err, ERR_INVALID);
	assert_fails(extractor_new(&f->a, &lone, 1, STR_NONE, &ex, &err), err, ERR_INVALID);
	assert_fails(extractor_new(&f->a, &wide, 1, STR_NONE, &ex, &err), err, ERR_LIMIT);
	assert_ok(extractor_new(&f->a, NULL, 0, STR_NONE, &ex, &err), err);
	assert_ok(extract_run(ex, &f->a, STR("Python is required"), EXTRACT_TAG, &f->x, &err), err);
	assert_int_equal(f->x.n_mentions, 0);
	assert_ok(extract_run(ex, &f->a, STR_NONE, 0, &f->x, &err), err);
	assert_int_equal(f->x.n_sentences, 0);
}

static void
a_damaged_tagger_is_an_error(void **state)
{
	static const char *const bad[] = {
	    "w: !",         "w: ~bc",      "w: a\xc3\xa9", "trans: 1 2 3", "trans: 99 0 0 0 0 0 0 0 0 0",
	    "class: x y z", "least: much", "no key"};
	struct fixture *f = *state;
	struct extractor *ex;
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_fails(extractor_new(&f->a, specs, ARRAY_LEN(specs), str_of(bad[i]), &ex, &err), err,
		             ERR_INVALID);
}

/* ---- the content that comes with the program ---- */

static struct extractor *
content_extractor(struct arena *a, struct map **map, struct vocab **vocab)
{
	struct extractor *ex;
	struct term_spec *all;
	struct err err = {0};
	size_t n;

	assert_ok(map_load(a, content_files, content_files_n, map, &err), err);
	assert_ok(vocab_load(a, content_files, content_files_n, vocab, &err), err);
	all = vocab_join(a, (*map)->terms, (*map)->n_terms, *vocab, &n);
	assert_true(n > 5000);
	assert_ok(extractor_new(a, all, n, vocab_tagger(content_files, content_files_n), &ex, &err), err);
	return ex;
}

static void
the_content_reads_an_advert(void **state)
{
	struct fixture *f = *state;
	struct map *map;
	struct vocab *vocab;
	struct extractor *ex = content_extractor(&f->a, &map, &vocab);
	struct err err = {0};
	const struct skill_mention *m;
	bool vocabulary = false;

	f->text = STR("# Data scientist\nWe build models.\n\n# Requirements\n- Experience with PyTorch and SolidWorks\n"
	              "- Fluent in SQL, Kubernetes is a plus\n# Benefits\n- Free Python courses\n");
	assert_ok(extract_run(ex, &f->a, f->text, EXTRACT_TAG, &f->x, &err), err);
	m = must(f, map_skill(map, STR("dl.torch")));
	assert_true(m->required && m->tagged && m->section == SECTION_REQUIRED);
	assert_non_null(first(f, map_skill(map, STR("da.sql"))));
	for (size_t i = 0; i < f->x.n_mentions; i++)
		if (TERM_IS_VOCAB(f->x.mentions[i].skill))
			vocabulary |=
			    str_eq(vocab->entries[TERM_VOCAB_INDEX(f->x.mentions[i].skill)].name, STR("SolidWorks"));
	assert_true(vocabulary);
	m = first(f, map_skill(map, STR("sw.py")));
	assert_true(m == NULL || !mention_is_demand(m));
	assert_true(f->x.n_spans >= 4);
	for (size_t i = 0; i < f->x.n_spans; i++)
		assert_true(f->x.spans[i].start < f->x.spans[i].end && f->x.spans[i].end <= f->text.n);
}

static void
the_tagger_finds_what_no_dictionary_has(void **state)
{
	struct fixture *f = *state;
	struct map *map;
	struct vocab *vocab;
	struct extractor *ex = content_extractor(&f->a, &map, &vocab);
	struct err err = {0};
	const struct skill_mention *m;

	f->text = STR("Requirements\n\nExperience with Zorblax, Kubernetes and Docker\n");
	assert_ok(extract_run(ex, &f->a, f->text, EXTRACT_TAG, &f->x, &err), err);
	m = must(f, SKILL_UNKNOWN);
	assert_str(str_sub(f->text, m->start, m->end - m->start), "Zorblax");
	assert_int_equal(m->term, -1);
	assert_ok(extract_run(ex, &f->a, f->text, EXTRACT_PLAIN, &f->x, &err), err);
	assert_null(first(f, SKILL_UNKNOWN));
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(words_with_signs_stay_whole),
	    TEST(joints_are_alike),
	    TEST(case_and_plural_do_not_matter),
	    TEST(the_longest_match_wins),
	    TEST(one_place_may_mean_two_skills),
	    TEST(context_settles_ambiguous_words),
	    TEST(near_any_wants_a_plain_term),
	    TEST(a_phrase_elsewhere_rules_out),
	    TEST(lists_of_tools_settle_words),
	    TEST(negated_places_are_marked),
	    TEST(cues_tell_the_strength),
	    TEST(sections_come_from_headings),
	    TEST(headings_ask_for_nothing),
	    TEST(inline_preference_ends_with_its_line),
	    TEST(glued_text_is_cut),
	    TEST(offsets_name_the_sentence),
	    TEST(raw_mode_has_no_rules),
	    TEST(random_texts_keep_the_promises),
	    TEST(hostile_texts_take_linear_time),
	    TEST(limits_are_errors),
	    TEST(a_damaged_tagger_is_an_error),
	    TEST(the_content_reads_an_advert),
	    TEST(the_tagger_finds_what_no_dictionary_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
