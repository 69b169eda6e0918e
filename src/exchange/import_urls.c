#include "exchange/import_urls.h"

#include "base/vec.h"
#include "format/url.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* "<https://x>," -> "https://x" */
static struct str
bare(struct str s)
{
	while (s.n > 0 && strchr("<\"'([", s.p[0]) != NULL)
		s = str_sub(s, 1, s.n);
	while (s.n > 0 && strchr(">\"',;)].!", s.p[s.n - 1]) != NULL)
		s.n--;
	return s;
}

bool
import_urls(struct arena *a, struct str text, struct import_input **ret, size_t *ret_n, struct err *err)
{
	VEC(struct import_input) list = {0};

	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		struct str word;
		struct url u;
		bool seen = false;

		while (i < text.n && !is_space(text.p[i]))
			i++;
		word = bare(str_sub(text, from, i - from));
		i++;
		if (str_find(word, STR("://")) == word.n)
			continue;
		if (!url_parse(a, word, false, &u, err))
			return false;
		word = url_text(a, &u);
		for (size_t k = 0; k < list.n && !seen; k++)
			seen = str_eq(list.p[k].name, word);
		if (seen)
			continue;
		if (list.n == IMPORT_FETCH_MAX) {
			err_set(err, ERR_LIMIT, "more than %d addresses at once", IMPORT_FETCH_MAX);
			return err_hint(err, "Take the rest in a second round.");
		}
		*VEC_PUSH(a, &list) = (struct import_input){.name = word, .fetch = true};
	}
	if (list.n == 0) {
		err_set(err, ERR_INVALID, "there is no web address in it");
		return err_hint(err, "An address begins with https:// or http://");
	}
	*ret = list.p;
	*ret_n = list.n;
	return true;
}
