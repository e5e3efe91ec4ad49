/* normalise.h - the key under which a word stands in lexicons, and slugs of names for ids. */
#ifndef BS_ANNOTATE_NORMALISE_H
#define BS_ANNOTATE_NORMALISE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The key of a folded form: without accents, with the plain apostrophe and hyphen, so that
 * "São Tomé" and "Sao Tome" are alike. `*key` is `fold` itself where that is ASCII, else lies in
 * `scratch`, whose contents are replaced.
 */
bs_status bs_word_key(bs_str fold, bs_buffer *scratch, bs_str *key, bs_error *error);

/* "Luis Simón" gives "luis-simon", in `arena`; letters of other scripts stay. Data is NULL when
 * there is no memory. */
bs_str bs_slug(bs_arena *arena, bs_str name);

#endif
