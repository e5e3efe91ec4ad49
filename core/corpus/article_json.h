/* article_json.h - an article and its layers as one JSON object, as `read`, `annotate` and `export`
 * print it. */
#ifndef BS_CORPUS_ARTICLE_JSON_H
#define BS_CORPUS_ARTICLE_JSON_H

#include "annotate/layers.h"
#include "base/str.h"
#include "read/article.h"

/* Appends the object, without a line end. With `layers` NULL it stops after the segments. */
void bs_article_json(const bs_article *article, const bs_layers *layers, bs_buffer *json);

/* Findings of reading and of annotating in one order: by start, then end, those of reading first.
 * Gives false when there are no more; `next` holds how many of each were given, at first 0, 0. */
bool bs_findings_next(const bs_article *article, const bs_layers *layers, size_t next[2],
                      const bs_finding **finding);

#endif
