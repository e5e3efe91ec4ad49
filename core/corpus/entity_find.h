/* entity_find.h - the one entity that a name means. */
#ifndef BS_CORPUS_ENTITY_FIND_H
#define BS_CORPUS_ENTITY_FIND_H

#include "corpus/corpus.h"

/* Its id; absent when the corpus has none of that name. BS_MISUSE, with their ids, when there are
 * several. */
bs_status bs_entity_resolve(const bs_corpus *corpus, bs_str name, bs_str *id, bs_error *error);

#endif
