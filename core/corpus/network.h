/*
 * network.h - who and what is named together: pairs of entities that share a sentence or an
 * article.
 */
#ifndef BS_CORPUS_NETWORK_H
#define BS_CORPUS_NETWORK_H

#include "broadsheet.h"
#include "corpus/selection.h"
#include "table/table.h"

/* A sentence or article that names more entities than this is a list, which names everything
 * together with everything: it is left out, and a note of the table says how many were. */
enum { BS_NETWORK_ENTITIES_MAX = 1000 };

typedef struct bs_network_options {
    const bs_str *types; /* person, country ..: both of a pair are of one of these; none for all */
    size_t type_count;
    bs_str within; /* "sentence" (the default) or "article" */
    uint64_t min;  /* least count, 0 for 1 */
} bs_network_options;

/*
 * a, b (ids, in byte order), a_name, b_name, count (sentences or articles that name both),
 * articles, npmi (of naming the one and naming the other, among all sentences or articles of the
 * selection). Every mention names, a pronoun too; only segments that count are looked at. The
 * largest count first, then a and b. Evidence: those sentences, or articles.
 */
bs_status bs_network(bs_selection *selection, const bs_network_options *options,
                     const bs_progress *progress, bs_table **table, bs_error *error);

#endif
