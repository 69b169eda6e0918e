/*
 * The words a résumé's reader sees that its writer did not write: headings, "present", months, in the language of the
 * document.
 */
#ifndef FORMAT_RESUME_LANG_H
#define FORMAT_RESUME_LANG_H

#include "base/arena.h"

enum resume_word {
	WORD_SUMMARY,
	WORD_WORK,
	WORD_VOLUNTEER,
	WORD_EDUCATION,
	WORD_PROJECTS,
	WORD_SKILLS,
	WORD_LANGUAGES,
	WORD_CERTIFICATES,
	WORD_AWARDS,
	WORD_PUBLICATIONS,
	WORD_INTERESTS,
	WORD_REFERENCES,
	WORD_PRESENT,
	WORD_COURSES,
	WORD_GRADE,
	WORD_KEYWORDS,
	WORD__COUNT
};

struct resume_lang {
	const char *code; /* ISO 639-1 */
	bool rtl;
	const char *words[WORD__COUNT];
	const char *months[12];                                        /* for MONTH_NAME */
	enum { MONTH_NAME, MONTH_DOT, MONTH_HAN, MONTH_HANGUL } month; /* May 2024, 05.2024, 2024年5月, 2024년 5월 */
};

/* By its code ("de", "de-AT", "pt_BR"); NULL for one we have no words for. */
const struct resume_lang *resume_lang_find(struct str code);
/* The language the text is most likely in, by its script and its small words; English when in doubt. */
const struct resume_lang *resume_lang_guess(struct str text);
/* "2024-05" as "May 2024" ("2024年5月", ...); a day is left out; what is no such date stays as it is. */
struct str resume_lang_date(struct arena *a, const struct resume_lang *l, struct str date) MUST_USE;

#endif
