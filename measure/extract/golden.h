/*
 * Postings annotated by reading, against the extractor.
 *
 * An annotations file has tab-separated lines, without any text of the adverts but the phrases:
 *
 *	source	key	phrase	nth	skill	required|preferred
 *
 * source is a file below DATA; key is its posting's id, or "line N" where its row of a CSV file begins. Lines of the
 *form
 *
 *	number	phrase	nth	skill	required|preferred
 *
 * are read too: then DATA is a folder of texts NNN.txt.
 */
#ifndef BENCH_EXTRACT_GOLDEN_H
#define BENCH_EXTRACT_GOLDEN_H

#include "corpus.h"

/* Prints precision, recall and F1 of the skills of a posting (each once), of the places, and how many of the skills
 * found have the right strength. Says so when DATA is not there. */
bool golden_run(struct arena *a, const struct content *content, const char *annotations, const char *data,
                struct err *err) MUST_USE;

#endif
