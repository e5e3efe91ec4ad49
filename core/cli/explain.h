/* explain.h - why an annotated article has the mentions, quotations, dates and claims that it has.
 */
#ifndef BS_CLI_EXPLAIN_H
#define BS_CLI_EXPLAIN_H

#include "annotate/layers.h"
#include "base/str.h"
#include "read/article.h"

/* Appends each sentence and, below it, what begins in it: every mention with the rule, list or
 * model that made it and the readings that it was taken before, then quotations, dates and claims.
 * The layers were made with `keeps_readings`. */
void bs_explain(const bs_article *article, const bs_layers *layers, bs_buffer *out);

#endif
