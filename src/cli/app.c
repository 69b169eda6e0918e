#include "cli/app.h"

#include "base/content.h"
#include "domain/skill/extract.h"
#include "domain/skill/map.h"
#include "domain/skill/vocab.h"

bool
app_extractor(const struct app *app, const struct extractor **ret, struct err *err)
{
	struct vocab *vocab;
	struct term_spec *terms;
	struct extractor *ex;
	size_t n;

	if (!vocab_load(app->arena, content_files, content_files_n, &vocab, err))
		return err_prefix(err, "the content is wrong");
	terms = vocab_join(app->arena, app->map->terms, app->map->n_terms, vocab, &n);
	if (!extractor_new(app->arena, terms, n, vocab_tagger(content_files, content_files_n), &ex, err))
		return err_prefix(err, "the content is wrong");
	*ret = ex;
	return true;
}
